# The preload library, in a folder that fiu-run -l can be given: fiu_posix_preload.so
# is ours, fiu_run_preload.so is libfiu's own.

PRELOAD_FOLDER := $(BUILD)/fault/preload
PRELOAD := $(PRELOAD_FOLDER)/libipcts_fault.so
FIU_FOLDER ?= $(firstword $(wildcard /usr/lib/fiu /usr/lib/*/fiu /usr/local/lib/fiu))

# The preload library's own objects: a program sees the wrappers and nothing else.
$(BUILD)/%.preload.o: %.c
	@mkdir -p $(@D)
	$(CC) $(filter-out -fsanitize=% -fno-sanitize%,$(CFLAGS)) -fPIC -fvisibility=hidden \
		-ftls-model=initial-exec -MMD -MP -c -o $@ $<

PRELOAD_OBJECTS := $(patsubst %.c,$(BUILD)/%.preload.o,$(wildcard fault/preload/*.c) \
	fault/points/points.c $(filter-out %_test.c,$(wildcard fault/plan/*.c)))

$(PRELOAD): $(PRELOAD_OBJECTS)
	@mkdir -p $(@D)
	$(CC) -shared $(LDFLAGS) -Wl,-z,now -o $@ $^ -lfiu -pthread -ldl
	ln -sfn $(@F) $(@D)/fiu_posix_preload.so
	[ -z "$(FIU_FOLDER)" ] || ln -sfn $(FIU_FOLDER)/fiu_run_preload.so $(@D)/fiu_run_preload.so

all: $(PRELOAD)
