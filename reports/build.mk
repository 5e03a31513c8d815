# The report program, its tests, its fuzzer and its benchmark.

REPORT := $(BUILD)/reports/ipcts-report
REPORT_LIBS := $(shell pkg-config --libs sqlite3 jansson)
REPORT_SHARED := atf/baseline.c atf/requirement.c cases/catalogue.c
REPORT_SOURCES := $(wildcard reports/*.c reports/compare/*.c) $(REPORT_SHARED)
REPORT_OBJECTS := $(REPORT_SOURCES:%.c=$(BUILD)/%.o)

all: $(REPORT)

$(REPORT): $(REPORT_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS)

# The page's style and script, as C strings.
$(BUILD)/reports/%.inc: reports/%
	@mkdir -p $(@D)
	sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $< > $@

PAGE_PARTS := $(addprefix $(BUILD)/reports/,$(addsuffix .inc,\
	page.css page.js theme.js compare/page.css compare/page.js))
$(BUILD)/reports/html.o $(BUILD)/reports/compare/page_html.o: $(PAGE_PARTS)
$(BUILD)/reports/html.o $(BUILD)/reports/compare/page_html.o: override CFLAGS += -I$(BUILD)/reports

# Its tests: every reports/test/NAME_test.c is one.
REPORT_TEST_SOURCES := $(wildcard reports/test/*_test.c)
REPORT_TESTS := $(REPORT_TEST_SOURCES:%.c=$(BUILD)/%)
REPORT_TEST_COMMON := $(addprefix $(BUILD)/reports/,sha256.o test/folder.o test/run.o \
	test/sample.o test/schema.o test/simulate.o) $(REPORT_SHARED:%.c=$(BUILD)/%.o)
LINKS += $(REPORT_TEST_SOURCES:%.c=%)

.PHONY: report-tests
report-tests: $(REPORT) $(REPORT_TEST_SOURCES:%.c=%)

$(REPORT_TESTS): %: %.o $(REPORT_TEST_COMMON)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS) $(shell pkg-config --libs atf-c)

$(BUILD)/reports/test/%.o: override CFLAGS += -DREPORT_PROGRAM='"../../$(REPORT)"'

# Corrupted databases under the sanitizers; each object is a block of its own then.
FUZZ := $(BUILD)/reports/test/fuzz_results
FUZZ_COUNT ?= 10000
FUZZ_SEED ?= 1
FUZZ_SOURCES := $(filter-out reports/main.c,$(REPORT_SOURCES)) \
	$(addprefix reports/test/,fuzz_results.c hostile.c hostile_text.c sample.c)

.PHONY: fuzz-report
fuzz-report: $(FUZZ)
	$(FUZZ) $(FUZZ_COUNT) $(FUZZ_SEED)

$(FUZZ): $(FUZZ_SOURCES) $(wildcard reports/*.h reports/*/*.h) \
	$(PAGE_PARTS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fsanitize=address,undefined -fno-sanitize-recover=all \
		-DPOOL_BLOCK_SIZE=1 -I$(BUILD)/reports -o $@ $(FUZZ_SOURCES) $(REPORT_LIBS)

BENCH_REPORT := $(BUILD)/reports/test/bench_report

.PHONY: bench-report
bench-report: $(BENCH_REPORT) $(REPORT)
	$(BENCH_REPORT) $(REPORT)

$(BENCH_REPORT): $(addprefix $(BUILD)/,reports/test/bench_report.o reports/test/sample.o \
	cases/catalogue.o atf/requirement.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS)

# For scripts/test-page: what its pages are made of.
.PHONY: page-samples
page-samples: $(REPORT) $(BUILD)/reports/test/browser/sample_targets

$(BUILD)/reports/test/browser/sample_targets: $(addprefix $(BUILD)/,\
	reports/test/browser/sample_targets.o reports/test/sample.o cases/catalogue.o atf/requirement.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS)

BENCH_COMPARE := $(BUILD)/reports/test/bench_compare

.PHONY: bench-compare
bench-compare: $(BENCH_COMPARE) $(REPORT)
	$(BENCH_COMPARE) $(REPORT)

$(BENCH_COMPARE): $(addprefix $(BUILD)/,reports/test/bench_compare.o reports/test/sample.o \
	reports/test/simulate.o reports/sha256.o cases/catalogue.o atf/requirement.o)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(REPORT_LIBS)
