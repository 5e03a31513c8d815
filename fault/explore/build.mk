# fault-explore, everything in this folder, and the tests of it as a whole.

EXPLORE_SOURCES := $(wildcard fault/explore/*.c) atf/baseline.c atf/requirement.c \
	$(addprefix reports/,clean.c escape.c json_writer.c output.c pool.c sha256.c) \
	$(addprefix fault/points/,points.c documented.c)
FAULT_EXPLORE := $(BUILD)/fault/explore/fault-explore

all: $(FAULT_EXPLORE)

$(FAULT_EXPLORE): $(EXPLORE_SOURCES:%.c=$(BUILD)/%.o) $(NOTIFY_LIBRARY) | $(PRELOAD)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(NOTIFY_LIBS) $(EXPLORE_REPORT_LIBS)

EXPLORE_TESTS := $(addprefix fault/explore/test/,explore_test forgiven_test programs_test \
	resume_test shared_test)
EXPLORE_SUBJECT := $(BUILD)/fault/explore/test/subject
LINKS += $(EXPLORE_TESTS)

all: $(EXPLORE_TESTS)

$(EXPLORE_TESTS:%=$(BUILD)/%): %: %.o $(BUILD)/fault/explore/test/explorer.o \
	$(BUILD)/fault/explore/finding.o | $(FAULT_EXPLORE) $(EXPLORE_SUBJECT) programs
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(shell pkg-config --libs atf-c)

$(EXPLORE_SUBJECT): %: %.o %_leave.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^
