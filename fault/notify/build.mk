# The supervisor of system calls: what others link, and fault-syscall.

PLAN_SOURCES := $(filter-out %_test.c,$(wildcard fault/plan/*.c))
NOTIFY_PROGRAM_SOURCES := $(addprefix fault/notify/,fault_syscall.c options.c log_buffer.c)
NOTIFY_SOURCES := $(filter-out $(NOTIFY_PROGRAM_SOURCES) %/trial.c %_test.c,$(wildcard fault/notify/*.c))
NOTIFY_LIBRARY := $(BUILD)/fault/notify/libnotify.a
NOTIFY_LIBS := -lseccomp -lfiu
FAULT_SYSCALL := $(BUILD)/fault/notify/fault-syscall
CALLS_BENCH := $(BUILD)/fault/bench/calls
BARE_BENCH := $(BUILD)/fault/bench/bare

all: $(FAULT_SYSCALL) $(CALLS_BENCH) $(BARE_BENCH)

# Both parts, since the supervisor asks plans.
$(NOTIFY_LIBRARY): $(patsubst %.c,$(BUILD)/%.o,$(NOTIFY_SOURCES) $(PLAN_SOURCES))
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rc $@ $^

$(FAULT_SYSCALL): $(NOTIFY_PROGRAM_SOURCES:%.c=$(BUILD)/%.o) $(NOTIFY_LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(NOTIFY_LIBS)

$(CALLS_BENCH): $(BUILD)/fault/bench/calls.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^

$(BARE_BENCH): $(BUILD)/fault/bench/bare.o $(NOTIFY_LIBRARY)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(NOTIFY_LIBS)

# Their tests; a test program is one source, and what it tests.
NOTIFY_TESTS := $(wildcard fault/notify/*_test.c fault/plan/*_test.c)
LINKS += $(NOTIFY_TESTS:%.c=%)

all: $(NOTIFY_TESTS:%.c=$(BUILD)/%) $(NOTIFY_TESTS:%.c=%)

$(NOTIFY_TESTS:%.c=$(BUILD)/%): %: %.o $(BUILD)/fault/notify/trial.o $(NOTIFY_LIBRARY) | \
		$(FAULT_SYSCALL)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS) $(NOTIFY_LIBS)
