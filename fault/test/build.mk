# Every NAME_scenarios.c makes NAME_test and NAME_subject.

SCENARIO_SOURCES := $(wildcard fault/test/*_scenarios.c)
SCENARIO_NAMES := $(patsubst %_scenarios.c,%,$(SCENARIO_SOURCES))
SCENARIO_FOLDER := $(BUILD)/fault/test
SCENARIO_SHARED := $(addprefix $(SCENARIO_FOLDER)/,scenario.o survivors_io.o survivors_ipc.o) \
	$(addprefix $(BUILD)/,fault/points/points.o fault/points/documented.o cases/catalogue.o \
	atf/requirement.o)
SCENARIO_LIBS := -lfiu -pthread -ldl $(shell pkg-config --libs jansson)
LINKS += $(SCENARIO_NAMES:%=%_test)

all: $(SCENARIO_NAMES:%=%_test)

$(SCENARIO_NAMES:%=$(BUILD)/%_test): %_test: %_scenarios.o $(SCENARIO_FOLDER)/scenario_test.o \
		$(SCENARIO_SHARED) | %_subject $(PRELOAD) $(FRONT)/fault-run $(FRONT)/fault-ls
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SCENARIO_LIBS) $(ATF_LIBS)

$(SCENARIO_NAMES:%=$(BUILD)/%_subject): %_subject: %_scenarios.o \
		$(SCENARIO_FOLDER)/scenario_main.o $(SCENARIO_SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(SCENARIO_LIBS)

# The figures of the preload library.
POINT_COST := $(BUILD)/fault/bench/point_cost

$(POINT_COST): $(BUILD)/fault/bench/point_cost.o
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -pthread -ldl

all: $(POINT_COST)

.PHONY: bench-points
bench-points: $(POINT_COST) $(PRELOAD) $(FRONT)/fault-run
	fault/bench/points $(BUILD)
