# fault-run, which runs a command with failures, and fault-ls, which lists them.

FRONT := $(BUILD)/fault/front
FRONT_SHARED := $(addprefix $(BUILD)/fault/,front/list.o front/words.o points/points.o \
	points/documented.o) $(BUILD)/atf/requirement.o \
	$(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard fault/plan/*.c)))

all: $(FRONT)/fault-run $(FRONT)/fault-ls

$(FRONT)/fault-run: $(addprefix $(FRONT)/,fault_run.o request.o command.o) $(FRONT_SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lfiu

$(FRONT)/fault-ls: $(addprefix $(FRONT)/,fault_ls.o list_json.o) $(FRONT_SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lfiu $(shell pkg-config --libs jansson)

# fault-run finds the library beside its own folder: bin and lib/ipcts-fault.
INSTALLED_PRELOAD := $(DESTDIR)$(PREFIX)/lib/ipcts-fault

.PHONY: install-fault
install-fault: $(FRONT)/fault-run $(FRONT)/fault-ls $(PRELOAD)
	install -d $(DESTDIR)$(PREFIX)/bin $(INSTALLED_PRELOAD)
	install $(FRONT)/fault-run $(FRONT)/fault-ls $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(PRELOAD) $(INSTALLED_PRELOAD)
	ln -sfn $(notdir $(PRELOAD)) $(INSTALLED_PRELOAD)/fiu_posix_preload.so
	[ -z "$(FIU_FOLDER)" ] || \
		ln -sfn $(FIU_FOLDER)/fiu_run_preload.so $(INSTALLED_PRELOAD)/fiu_run_preload.so

install: install-fault
