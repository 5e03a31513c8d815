# The test programs: every cases/MECHANISM/NAME_test.c is one.

CASE_SOURCES := $(wildcard cases/*/*_test.c)
# Linux-only cases are isolated in files of such names.
ifneq ($(shell uname -s),Linux)
CASE_SOURCES := $(filter-out $(wildcard cases/*/linux_*test.c),$(CASE_SOURCES))
endif
CASE_PROGRAMS := $(CASE_SOURCES:%.c=$(BUILD)/%)
# What several programs of one or more mechanisms use.
CASE_COMMON := $(BUILD)/cases/catalogue.o \
	$(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard cases/*/*.c)))
LINKS += $(CASE_SOURCES:%.c=%)

all: $(CASE_PROGRAMS) $(CASE_SOURCES:%.c=%)

$(CASE_PROGRAMS): %: %.o $(CASE_COMMON) $(ATF_LIBRARY)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS)
