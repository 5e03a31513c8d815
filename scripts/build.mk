# What the scripts need, and the targets that are scripts.

CATALOGUE_LIST := $(BUILD)/scripts/catalogue_list

all: $(CATALOGUE_LIST) report-tests

$(CATALOGUE_LIST): $(addprefix $(BUILD)/,scripts/catalogue_list.o cases/catalogue.o atf/requirement.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

.PHONY: check lint bench repeat
check:
	scripts/check --no-setup

lint:
	scripts/lint

bench: all
	scripts/bench

repeat: all
	scripts/repeat $(N)

# The suite as a tree of programs and Kyuafiles, to be run where it is:
# kyua test -k PREFIX/tests/ipcts/Kyuafile
TESTS := $(DESTDIR)$(PREFIX)/tests/ipcts

.PHONY: install
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/lib \
		$(DESTDIR)$(PREFIX)/share/doc/ipcts
	install $(REPORT) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(DEVIANT_LIBRARY) $(DESTDIR)$(PREFIX)/lib
	install -m 644 README.md $(DESTDIR)$(PREFIX)/share/doc/ipcts
	install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/ipcts reports/schema.json reports/baselines/*
	for program in $(CASE_SOURCES:%.c=%); do \
		install -D $(BUILD)/$$program $(TESTS)/$$program || exit 1; \
	done
	for file in cases/Kyuafile $(wildcard cases/*/Kyuafile); do \
		install -D -m 644 $$file $(TESTS)/$$file || exit 1; \
	done
	printf '%s\n' 'syntax(2)' '' 'test_suite("ipcts")' '' 'include("cases/Kyuafile")' \
		> $(TESTS)/Kyuafile

# The scripts' own tests: nothing to compile, but kyua wants them without a suffix.
SCRIPT_TESTS := $(patsubst %.sh,%,$(wildcard scripts/test/*_test.sh))
LINKS += $(SCRIPT_TESTS)

all: $(SCRIPT_TESTS)

$(SCRIPT_TESTS:%=$(BUILD)/%): $(BUILD)/%: %.sh
	@mkdir -p $(@D)
	install $< $@
