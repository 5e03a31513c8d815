# The harness's own test: deliberately bad cases, and the program that runs
# them and looks at what became of them.

SUBJECT_SOURCES := $(wildcard atf/selftest/subjects/*.c)
SUBJECT_COMMON := $(BUILD)/atf/selftest/subjects/subject.o
SUBJECTS := $(patsubst %.c,$(BUILD)/%,$(filter-out %/subject.c,$(SUBJECT_SOURCES)))
SELFTEST_SOURCES := $(wildcard atf/selftest/*_test.c)
SELFTESTS := $(SELFTEST_SOURCES:%.c=$(BUILD)/%)
SELFTEST_COMMON := $(patsubst %.c,$(BUILD)/%.o, \
	$(filter-out $(SELFTEST_SOURCES),$(wildcard atf/selftest/*.c)))
LINKS += $(SELFTEST_SOURCES:%.c=%)

all: $(SELFTESTS) $(SELFTEST_SOURCES:%.c=%)

$(SUBJECTS): %: %.o $(SUBJECT_COMMON) $(ATF_LIBRARY)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS)

$(SELFTESTS): %: %.o $(SELFTEST_COMMON) $(ATF_LIBRARY) | $(SUBJECTS)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS)
