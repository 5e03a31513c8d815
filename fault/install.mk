# The programs, in bin, and what they look for beside it, in lib/ipcts-fault.

FAULT_INSTALLED := $(DESTDIR)$(PREFIX)/lib/ipcts-fault
FAULT_PROGRAMS := $(FRONT)/fault-run $(FRONT)/fault-ls $(FAULT_EXPLORE) $(FAULT_SYSCALL) \
	$(FAULT_LIBC)
FAULT_SUBJECTS := $(SUBJECT) $(if $(MUSL_GCC),$(SUBJECT_MUSL))

.PHONY: install-fault
install-fault: $(FAULT_PROGRAMS) $(FAULT_SUBJECTS) $(PRELOAD)
	install -d $(DESTDIR)$(PREFIX)/bin $(FAULT_INSTALLED)
	install $(FAULT_PROGRAMS) $(DESTDIR)$(PREFIX)/bin
	install $(FAULT_SUBJECTS) $(FAULT_INSTALLED)
	install -m 644 $(PRELOAD) $(FAULT_INSTALLED)
	ln -sfn $(notdir $(PRELOAD)) $(FAULT_INSTALLED)/fiu_posix_preload.so
	[ -z "$(FIU_FOLDER)" ] || \
		ln -sfn $(FIU_FOLDER)/fiu_run_preload.so $(FAULT_INSTALLED)/fiu_run_preload.so

install: install-fault
