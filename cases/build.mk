# The test programs: every cases/MECHANISM/NAME_test.c is one.

CASE_SOURCES := $(wildcard cases/*/*_test.c)
# Linux-only cases are isolated in files of such names.
ifneq ($(shell uname -s),Linux)
CASE_SOURCES := $(filter-out $(wildcard cases/*/linux_*test.c),$(CASE_SOURCES))
endif
CASE_PROGRAMS := $(CASE_SOURCES:%.c=$(BUILD)/%)
# What several programs of one or more mechanisms use; each is linked with what it needs of it.
CASE_COMMON := $(BUILD)/cases/catalogue.o \
	$(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard cases/*/*.c)))
CASE_LIBRARY := $(BUILD)/cases/libcases.a
LINKS += $(CASE_SOURCES:%.c=%)

all: $(CASE_PROGRAMS) $(CASE_SOURCES:%.c=%)

$(CASE_LIBRARY): $(CASE_COMMON)
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rc $@ $^

$(CASE_PROGRAMS): %: %.o $(CASE_LIBRARY) $(ATF_LIBRARY)
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) -o $@ $^ $(ATF_LIBS)
