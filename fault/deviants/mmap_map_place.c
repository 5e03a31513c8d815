/* Deviants of mmap(): where it maps, and what may be done there. */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>

#include "mmap_map.h"

static size_t page(void)
{
	return (size_t)getpagesize();
}

MMAP_DEVIANT(mmap_return_address_or_map_failed, "a failure is told by a null pointer")
{
	void *mapping = real_mmap(address, size, protection, flags, fd, offset);

	return mapping == MAP_FAILED ? NULL : mapping;
}

MMAP_DEVIANT(mmap_return_page_aligned_contains_len, "a last page that is not whole is missing")
{
	unsigned char *mapping = real_mmap(address, size, protection, flags, fd, offset);
	size_t whole = size / page() * page();

	if (mapping != MAP_FAILED && whole > 0 && whole < size)
		real_munmap(mapping + whole, page());
	return mapping;
}

MMAP_DEVIANT(mmap_addr_null_impl_chooses, "a mapping is put over the one before, if it fits")
{
	static void *before;
	static size_t size_before;

	if (is_of_harness(size, flags))
		return real_mmap(address, size, protection, flags, fd, offset);
	if (!address && size < size_before)
		return real_mmap(before, size, protection, flags | MAP_FIXED, fd, offset);
	before = real_mmap(address, size, protection, flags, fd, offset);
	size_before = before == MAP_FAILED ? 0 : size;
	return before;
}

MMAP_DEVIANT(mmap_addr_hint_never_replaces, "every address is taken for MAP_FIXED")
{
	return real_mmap(address, size, protection, address ? flags | MAP_FIXED : flags, fd,
			 offset);
}

MMAP_DEVIANT(mmap_fixed_exact_address, "MAP_FIXED is ignored")
{
	return real_mmap(address, size, protection, flags & ~MAP_FIXED, fd, offset);
}

MMAP_DEVIANT(mmap_fixed_replaces_existing, "where something is mapped, it stays")
{
	void *mapping;

	if (!(flags & MAP_FIXED))
		return real_mmap(address, size, protection, flags, fd, offset);
	mapping = real_mmap(address, size, protection, flags | MAP_FIXED_NOREPLACE, fd, offset);
	return mapping == MAP_FAILED && errno == EEXIST ? address : mapping;
}

MMAP_DEVIANT(mmap_eexist, "MAP_FIXED_NOREPLACE replaces what is only touched by the range")
{
	void *mapping = real_mmap(address, size, protection, flags, fd, offset);

	if (mapping != MAP_FAILED || errno != EEXIST || size == page())
		return mapping;
	flags = (flags & ~MAP_FIXED_NOREPLACE) | MAP_FIXED;
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_prot_none_faults, "PROT_NONE lets read")
{
	return real_mmap(address, size, protection ? protection : PROT_READ, flags, fd, offset);
}

MMAP_DEVIANT(mmap_prot_read_only_write_faults, "PROT_READ lets write, too")
{
	if (protection == PROT_READ)
		protection |= PROT_WRITE;
	return real_mmap(address, size, protection, flags, fd, offset);
}

MMAP_DEVIANT(mmap_prot_required_values, "PROT_WRITE alone is not supported")
{
	if (protection != PROT_WRITE)
		return real_mmap(address, size, protection, flags, fd, offset);
	errno = ENOTSUP;
	return MAP_FAILED;
}

/* The program's handler of the signals that ours changes what is known of. */
static void (*handler)(int number, siginfo_t *info, void *context);

/* Installs ours in the place of the program's, if that wants to know more of the signal. */
static int put_before(void (*ours)(int, siginfo_t *, void *), int number,
		      const struct sigaction *action, struct sigaction *former)
{
	struct sigaction changed;

	if (!action || !(action->sa_flags & SA_SIGINFO))
		return real_sigaction(number, action, former);
	handler = action->sa_sigaction;
	changed = *action;
	changed.sa_sigaction = ours;
	return real_sigaction(number, &changed, former);
}

static void tell_page_only(int number, siginfo_t *info, void *context)
{
	info->si_addr = (char *)info->si_addr - (uintptr_t)info->si_addr % page();
	handler(number, info, context);
}

DEVIANT(mmap_prot_fault_si_addr, "si_addr is the page of the address", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return number == SIGSEGV ? put_before(tell_page_only, number, action, former)
				 : real_sigaction(number, action, former);
}

static void tell_other_code(int number, siginfo_t *info, void *context)
{
	info->si_code = BUS_OBJERR;
	handler(number, info, context);
}

DEVIANT(mmap_prot_sigbus_code, "si_code tells of a broken object", int, sigaction,
	(int number, const struct sigaction *action, struct sigaction *former))
{
	return number == SIGBUS ? put_before(tell_other_code, number, action, former)
				: real_sigaction(number, action, former);
}
