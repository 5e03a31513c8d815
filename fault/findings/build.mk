# The reproducers of fault/findings; those of musl where there is a compiler for it.

FINDINGS := $(wildcard fault/findings/*.c)
FINDINGS_MUSL := $(filter fault/findings/musl_%,$(FINDINGS))
FINDING_PROGRAMS := $(patsubst %.c,$(BUILD)/%,$(filter-out $(FINDINGS_MUSL),$(FINDINGS)))

all: $(FINDING_PROGRAMS)

# As a user would: no sanitizer, which would have its own memory.
$(FINDING_PROGRAMS): $(BUILD)/%: %.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=% -fno-sanitize%,$(CFLAGS)) $(LDFLAGS) -o $@ $< -pthread -lrt

ifneq ($(MUSL_GCC),)
all: $(FINDINGS_MUSL:%.c=$(BUILD)/%)

$(FINDINGS_MUSL:%.c=$(BUILD)/%): $(BUILD)/%: %.c
	@mkdir -p $(@D)
	$(MUSL_GCC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O2 -g -static -o $@ $<
endif

# The test of the script that replays those in programs.def; kyua wants it without a suffix.
FINDINGS_TEST := fault/findings/test/replay_test
LINKS += $(FINDINGS_TEST)

all: $(FINDINGS_TEST)

$(BUILD)/$(FINDINGS_TEST): $(FINDINGS_TEST).sh
	@mkdir -p $(@D)
	install $< $@

# The test of the reproducers, one case for each that known.def refers to.
FINDINGS_LIBC_TEST := fault/findings/test/libc_test
LINKS += $(FINDINGS_LIBC_TEST)

all: $(BUILD)/$(FINDINGS_LIBC_TEST) $(FINDINGS_LIBC_TEST)

$(BUILD)/$(FINDINGS_LIBC_TEST).o: override CFLAGS += -DMUSL_VERSION='"$(or $(MUSL_VERSION),none)"'

$(BUILD)/$(FINDINGS_LIBC_TEST): %: %.o $(BUILD)/fault/libc/known.o $(NOTIFY_LIBRARY) | \
		$(FINDING_PROGRAMS) $(FAULT_SYSCALL) \
		$(if $(MUSL_GCC),$(FINDINGS_MUSL:%.c=$(BUILD)/%))
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $< $(BUILD)/fault/libc/known.o \
		$(NOTIFY_LIBRARY) $(ATF_LIBS) $(NOTIFY_LIBS)
