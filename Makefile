# Builds everything under $(BUILD), one folder per target ABI, and links the
# test programs next to their Kyuafiles, where kyua expects them.
#
#   make                 all programs
#   make check           the project's own tests
#   make mutation        every deviant against its mechanism's cases
#   make lint            format, static analysis, our own rules
#   make bench           the figures of the README
#   make install         PREFIX= DESTDIR=
#   make clean
#
# Settings: CC, CFLAGS, ABI (the folder's name), SANITIZE=address,undefined

ABI	?= native
BUILD	:= build/$(ABI)
PREFIX	?= /usr/local
DESTDIR	?=

WARNINGS := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes
CFLAGS	?= -O2 -g
ifdef WERROR
WARNINGS += -Werror
endif
ifdef SANITIZE
SANITIZER := -fsanitize=$(SANITIZE) -fno-sanitize-recover=all -fno-omit-frame-pointer
endif
override CFLAGS := -std=c11 -D_GNU_SOURCE -U_FORTIFY_SOURCE $(WARNINGS) $(SANITIZER) $(CFLAGS)

.DELETE_ON_ERROR:
.SECONDARY:
.PHONY: all
all:

include atf/build.mk
include atf/selftest/build.mk
include cases/build.mk
include cases/suite.mk
include fault/build.mk
include reports/build.mk
include reports/findings/build.mk
include scripts/build.mk

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.pic.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -fPIC -MMD -MP -c -o $@ $<

# From the target's folder to this one.
up = $(subst $() ,/,$(patsubst %,..,$(subst /, ,$(@D))))

# kyua looks for a program beside its Kyuafile: there is that of the ABI made last.
$(LINKS): %: $(BUILD)/% FORCE
	@[ "$$(readlink $@)" = $(up)/$< ] || ln -sfn $(up)/$< $@

.PHONY: FORCE
FORCE:

-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)

.PHONY: clean
clean:
	rm -rf build $(LINKS)
