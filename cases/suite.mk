# The suite as one folder that can be moved: one program that is all test programs, linked
# to by their names, the Kyuafiles, and a script that runs kyua there. What runs elsewhere
# (scripts/targets) is made of it.
#
# ATF_SOURCE=DIR	libatf-c is made of its sources, for a static program or another ABI

SUITE := $(BUILD)/suite
SUITE_KYUAFILES := cases/Kyuafile $(wildcard cases/*/Kyuafile)
CASE_OBJECTS := $(CASE_SOURCES:%.c=$(BUILD)/%.o)

ifdef ATF_SOURCE
ATF_C_SOURCES := $(filter-out %_test.c %_helpers.c %_helper.c,$(wildcard \
	$(ATF_SOURCE)/atf-c/*.c $(ATF_SOURCE)/atf-c/detail/*.c))
ATF_C_OBJECTS := $(ATF_C_SOURCES:$(ATF_SOURCE)/%.c=$(BUILD)/atf-source/%.o)
SUITE_ATF := $(ATF_C_OBJECTS)
override CFLAGS += -I$(ATF_SOURCE)
else
SUITE_ATF := $(ATF_LIBS)
endif

# What its configure would find out; its warnings are not ours.
ATF_C_FLAGS := -w -DHAVE_SETENV=1 -DHAVE_UNSETENV=1 -DHAVE_GNU_GETOPT=1 \
	-DPACKAGE_STRING='"atf"' -DPACKAGE_BUGREPORT='"its authors"' \
	$(foreach name,CC CFLAGS CPP CPPFLAGS CXX CXXFLAGS,-DATF_BUILD_$(name)='""')

$(BUILD)/atf-source/%.o: $(ATF_SOURCE)/%.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(ATF_C_FLAGS) -c -o $@ $<

# Functions of Issue 8, which a C library may lack: cases refer to them as weak symbols, for
# which alone nothing gets into a static program.
WEAK_SYMBOLS := sem_clockwait pthread_cond_clockwait pthread_mutex_clocklock \
	pthread_rwlock_clockrdlock pthread_rwlock_clockwrlock

$(SUITE)/ipcts-cases: $(CASE_OBJECTS) $(CASE_LIBRARY) $(ATF_LIBRARY) $(ATF_C_OBJECTS)
	@mkdir -p $(@D)
	there=$$(for symbol in $(WEAK_SYMBOLS); do \
		echo 'int main(void) { return 0; }' | $(CC) $(LDFLAGS) -o $@ -x c - \
			-Wl,--require-defined=$$symbol 2>/dev/null && echo -Wl,-u,$$symbol; \
	done); \
	$(CC) $(CFLAGS) $(TEST_LDFLAGS) $(LDFLAGS) $$there -o $@ \
		$(CASE_OBJECTS) $(CASE_LIBRARY) $(ATF_LIBRARY) $(SUITE_ATF)

.PHONY: suite
suite: $(SUITE)/ipcts-cases
	for program in $(CASE_SOURCES:%.c=%); do \
		mkdir -p $(SUITE)/$${program%/*} && \
		ln -sfn ../../ipcts-cases $(SUITE)/$$program || exit 1; \
	done
	for file in $(SUITE_KYUAFILES); do install -m 644 $$file $(SUITE)/$$file || exit 1; done
	printf '%s\n' 'syntax(2)' '' 'test_suite("ipcts")' '' 'include("cases/Kyuafile")' \
		> $(SUITE)/Kyuafile
	install scripts/targets/lib/run $(SUITE)
