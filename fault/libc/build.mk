# The sweep of the C library's error paths; and of musl's, where musl-gcc is.

LIBC_SUBJECTS := $(wildcard fault/libc/subjects*.c)
SUBJECT_SOURCES_ALL := fault/libc/subject_main.c fault/oracle/holdings.c $(LIBC_SUBJECTS)
SUBJECT := $(BUILD)/fault/libc/subject
SUBJECT_MUSL := $(BUILD)/fault/libc/subject-musl
FAULT_LIBC := $(BUILD)/fault/libc/fault-libc
LIBC_TESTS := $(wildcard fault/libc/*_test.c)
SWEEP_SOURCES := $(addprefix fault/libc/,sweep.c judge.c world.c known.c) $(LIBC_SUBJECTS)
LINKS += $(LIBC_TESTS:%.c=%)

all: $(FAULT_LIBC) $(SUBJECT) $(LIBC_TESTS:%.c=$(BUILD)/%) $(LIBC_TESTS:%.c=%)

# Not sanitized: what is looked at is what the C library itself maps.
$(SUBJECT): $(SUBJECT_SOURCES_ALL) $(wildcard fault/libc/*.h fault/oracle/*.h)
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=% -fno-sanitize%,$(CFLAGS)) $(LDFLAGS) -o $@ \
		$(SUBJECT_SOURCES_ALL) -pthread -lrt

MUSL_GCC ?= $(shell command -v musl-gcc)
ifneq ($(MUSL_GCC),)
MUSL_VERSION := $(shell $(firstword $(wildcard /lib/ld-musl-*.so.1)) 2>&1 | sed -n 's/^Version //p')

all: $(SUBJECT_MUSL)

$(SUBJECT_MUSL): $(SUBJECT_SOURCES_ALL) $(wildcard fault/libc/*.h fault/oracle/*.h)
	@mkdir -p $(@D)
	$(MUSL_GCC) -std=c11 -D_GNU_SOURCE $(WARNINGS) -O2 -g -static \
		-DSUBJECT_LIBC='"musl-$(MUSL_VERSION)"' -o $@ $(SUBJECT_SOURCES_ALL)

$(LIBC_TESTS:%.c=$(BUILD)/%): | $(SUBJECT_MUSL)
endif

$(FAULT_LIBC): $(patsubst %.c,$(BUILD)/%.o,fault/libc/fault_libc.c $(SWEEP_SOURCES)) \
		$(NOTIFY_LIBRARY) | $(SUBJECT)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(NOTIFY_LIBS) -pthread

$(LIBC_TESTS:%.c=$(BUILD)/%): %: %.o $(patsubst %.c,$(BUILD)/%.o,fault/libc/sweep_case.c \
		fault/oracle/holdings.c $(SWEEP_SOURCES)) $(NOTIFY_LIBRARY) | $(SUBJECT)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS) $(NOTIFY_LIBS)
