# The reports, the journal, the baseline and the progress of the explorer, with their tests.

EXPLORE_REPORT_SOURCES := $(wildcard $(addprefix fault/explore/,report*.c journal*.c baseline.c \
	library.c progress.c)) atf/baseline.c \
	$(addprefix reports/,clean.c escape.c json_writer.c output.c pool.c sha256.c)
EXPLORE_REPORT_OBJECTS := $(EXPLORE_REPORT_SOURCES:%.c=$(BUILD)/%.o)
EXPLORE_REPORT_LIBS := $(shell pkg-config --libs jansson)

# The page's style, as a C string.
$(BUILD)/fault/explore/%.inc: fault/explore/%
	@mkdir -p $(@D)
	sed 's/\\/\\\\/g; s/"/\\"/g; s/.*/"&\\n"/' $< > $@

$(BUILD)/fault/explore/report_html.o: $(BUILD)/reports/page.css.inc \
	$(BUILD)/fault/explore/report.css.inc
$(BUILD)/fault/explore/report_html.o: override CFLAGS += -I$(BUILD)/reports \
	-I$(BUILD)/fault/explore

EXPLORE_REPORT_TEST_SOURCES := $(addprefix fault/explore/test/,report_test.c \
	report_page_test.c journal_test.c \
	journal_identity_test.c baseline_test.c progress_test.c)
EXPLORE_REPORT_TESTS := $(EXPLORE_REPORT_TEST_SOURCES:%.c=$(BUILD)/%)
LINKS += $(EXPLORE_REPORT_TEST_SOURCES:%.c=%)

all: $(EXPLORE_REPORT_TEST_SOURCES:%.c=%)

.PHONY: explore-report-tests
explore-report-tests: $(EXPLORE_REPORT_TEST_SOURCES:%.c=%)

$(EXPLORE_REPORT_TESTS): %: %.o $(BUILD)/fault/explore/test/report_sample.o \
	$(BUILD)/fault/explore/finding.o $(BUILD)/reports/test/schema.o $(EXPLORE_REPORT_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(EXPLORE_REPORT_LIBS) $(shell pkg-config --libs atf-c)

# What the formats cost with 100,000 runs.
BENCH_EXPLORE_REPORT := $(BUILD)/fault/explore/test/bench_report

.PHONY: bench-explore-report
bench-explore-report: $(BENCH_EXPLORE_REPORT)
	$(BENCH_EXPLORE_REPORT)

$(BENCH_EXPLORE_REPORT): $(addprefix $(BUILD)/fault/explore/,test/bench_report.o \
	test/report_sample.o finding.o) $(EXPLORE_REPORT_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(EXPLORE_REPORT_LIBS)
