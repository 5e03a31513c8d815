# fault-run, which runs a command with failures, and fault-ls, which lists them.

FRONT := $(BUILD)/fault/front
FRONT_SHARED := $(addprefix $(BUILD)/fault/,front/list.o front/words.o points/points.o \
	points/documented.o) $(BUILD)/atf/requirement.o \
	$(patsubst %.c,$(BUILD)/%.o,$(filter-out %_test.c,$(wildcard fault/plan/*.c)))

all: $(FRONT)/fault-run $(FRONT)/fault-ls

$(FRONT)/fault-run: $(addprefix $(FRONT)/,fault_run.o request.o command.o) $(FRONT_SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lfiu

$(FRONT)/fault-ls: $(addprefix $(FRONT)/,fault_ls.o list_json.o) $(FRONT_SHARED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lfiu $(shell pkg-config --libs jansson)
