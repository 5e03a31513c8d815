# The findings: static (LDFLAGS=-static) they run wherever their CPU's programs do.
#
#	make ABI=musl CC="musl-gcc -idirafter build/kernel-headers" LDFLAGS=-static findings

REPORT_FINDINGS := $(BUILD)/reports/findings/findings
REPORT_FINDING_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard reports/findings/*.c)) \
	$(BUILD)/atf/baseline.o

all: $(REPORT_FINDINGS)

.PHONY: findings
findings: $(REPORT_FINDINGS)

$(REPORT_FINDINGS): $(REPORT_FINDING_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -pthread -lrt

# Its test; kyua wants it without a suffix.
REPORT_FINDINGS_TEST := reports/findings/test/findings_test
LINKS += $(REPORT_FINDINGS_TEST)

all: $(REPORT_FINDINGS_TEST)

$(BUILD)/$(REPORT_FINDINGS_TEST): $(REPORT_FINDINGS_TEST).sh | $(REPORT_FINDINGS)
	@mkdir -p $(@D)
	install $< $@
