# Small IPC programs done right, and their twins with one bug each: PROGRAM.BUG, of
# the same source. Those that a sanitizer is to report are built with one.

PROGRAMS := $(patsubst fault/programs/%.c,%,$(wildcard fault/programs/*.c))
PROGRAM_BUGS := $(shell awk -F '[^A-Za-z_]+' '/^BUG/ { print $$2 "." $$3 "." $$4 }' \
	fault/programs/bugs.def)
TWINS := $(basename $(PROGRAM_BUGS))
PROGRAM_FILES := $(addprefix $(BUILD)/fault/programs/,$(PROGRAMS))
TWIN_FILES := $(addprefix $(BUILD)/fault/programs/,$(TWINS))

.PHONY: programs
programs: $(PROGRAM_FILES) $(TWIN_FILES)

all: programs

$(PROGRAM_FILES): %: %.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $< -pthread

# gcc sees the bug of closed_twice; clang does not know that warning.
TWIN_WARNINGS := -Wno-unknown-warning-option -Wno-use-after-free

# pipeline.short_write is pipeline.c with -DBUILT_WITH=BUG_pipeline_short_write.
define twin_source
$(BUILD)/fault/programs/$(1): fault/programs/$(firstword $(subst ., ,$(1))).c
endef
$(foreach twin,$(TWINS),$(eval $(call twin_source,$(twin))))

$(TWIN_FILES): fault/programs/build.mk
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(TWIN_WARNINGS) $(TWIN_SANITIZER) -DBUILT_WITH=BUG_$(subst .,_,$(@F)) \
		-MMD -MP -MF $@.d $(LDFLAGS) -o $@ $(filter %.c,$^) -pthread

$(foreach bug,$(filter %.SANITIZER,$(PROGRAM_BUGS)),$(BUILD)/fault/programs/$(basename $(bug))): \
	TWIN_SANITIZER := -fsanitize=undefined -fno-sanitize-recover=all

# Their tests: each bug is shown, and nothing is found in the programs.
PROGRAM_TEST_SOURCES := $(wildcard fault/programs/test/*_test.c)
PROGRAM_TESTS := $(PROGRAM_TEST_SOURCES:%.c=$(BUILD)/%)
PROGRAM_TEST_COMMON := $(patsubst %.c,$(BUILD)/%.o, \
	$(filter-out $(PROGRAM_TEST_SOURCES),$(wildcard fault/programs/test/*.c)) \
	$(filter-out %_test.c,$(wildcard fault/plan/*.c)) \
	fault/explore/finding.c fault/points/points.c fault/points/documented.c \
	fault/notify/calls.c atf/requirement.c)
LINKS += $(PROGRAM_TEST_SOURCES:%.c=%)

all: $(PROGRAM_TESTS) $(PROGRAM_TEST_SOURCES:%.c=%)

$(PROGRAM_TESTS): %: %.o $(PROGRAM_TEST_COMMON) | programs $(PRELOAD) $(FAULT_SYSCALL)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs atf-c) -lfiu -lseccomp

$(BUILD)/fault/programs/test/%.o: override CFLAGS += \
	-DPROGRAM_FOLDER='"../../../$(BUILD)/fault/programs"' \
	-DPRELOAD_LIBRARY='"../../../$(PRELOAD)"' -DSUPERVISOR='"../../../$(FAULT_SYSCALL)"'
