# The harness: what every test program is linked with.

ATF_SOURCES := $(wildcard atf/*.c)
ATF_OBJECTS := $(ATF_SOURCES:%.c=$(BUILD)/%.o)
ATF_LIBRARY := $(BUILD)/atf/libipcts.a
ATF_LIBS := $(shell pkg-config --libs atf-c)

# A test program is one source, the harness, and what PROGRAM_OBJECTS adds.
# No PIE: the catalogue's thousands of pointers need no relocation then.
TEST_LDFLAGS := -no-pie -pthread

$(ATF_LIBRARY): $(ATF_OBJECTS)
	@mkdir -p $(@D)
	rm -f $@
	$(AR) rc $@ $^
