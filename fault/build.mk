# Fault injection: so far the deviants, and the program that tries them all.

DEVIANT_SOURCES ?= $(filter-out fault/deviants/mutation%,$(wildcard fault/deviants/*.c))
DEVIANT_OBJECTS := $(patsubst %.c,$(BUILD)/%.pic.o, \
	$(DEVIANT_SOURCES) cases/catalogue.c atf/requirement.c)
DEVIANT_LIBRARY := $(BUILD)/fault/deviants/libipcts_deviants.so

all: $(DEVIANT_LIBRARY)

$(DEVIANT_LIBRARY): $(DEVIANT_OBJECTS)
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -shared $(LDFLAGS) -o $@ $^ -lfiu -ldl

MUTATION := $(BUILD)/fault/deviants/mutation
MUTATION_OBJECTS := $(patsubst %.c,$(BUILD)/%.o,$(wildcard fault/deviants/mutation*.c))

all: $(MUTATION)

$(MUTATION): $(MUTATION_OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -ldl

.PHONY: mutation
mutation: all
	$(MUTATION)
	scripts/catalogue-check

include fault/preload/build.mk
include fault/front/build.mk
include fault/test/build.mk
include fault/notify/build.mk
include fault/programs/build.mk
include fault/explore/report.mk
include fault/explore/build.mk
include fault/libc/build.mk
include fault/findings/build.mk
include fault/install.mk
