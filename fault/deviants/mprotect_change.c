/* Deviants of mprotect(). */
#include "mapping.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

DEVIANT(mprotect_remove_write_faults, "what could be written can be written", int, mprotect,
	(void *address, size_t size, int protection))
{
	return protection == PROT_READ ? 0 : real_mprotect(address, size, protection);
}

DEVIANT(mprotect_add_write_allows, "PROT_WRITE is never added", int, mprotect,
	(void *address, size_t size, int protection))
{
	return real_mprotect(address, size, protection & ~PROT_WRITE);
}

DEVIANT(mprotect_none_then_restore, "PROT_NONE forgets what was there", int, mprotect,
	(void *address, size_t size, int protection))
{
	if (protection == PROT_NONE && real_mprotect(address, size, PROT_READ | PROT_WRITE) == 0)
		memset(address, 0, size);
	return real_mprotect(address, size, protection);
}

DEVIANT(mprotect_whole_pages, "a page of which only a part is given stays as it is", int, mprotect,
	(void *address, size_t size, int protection))
{
	return real_mprotect(address, size - size % (size_t)getpagesize(), protection);
}

DEVIANT(mprotect_readonly_shared_eacces, "a mapping that must not be written becomes private", int,
	mprotect, (void *address, size_t size, int protection))
{
	int result = real_mprotect(address, size, protection);

	if (result == -1 && errno == EACCES && is_in_last_mapping(address))
		return real_mmap(address, size, protection, MAP_PRIVATE | MAP_FIXED,
				 last_mapping.fd, 0) == address
			       ? 0
			       : -1;
	return result;
}

REMEMBERS(mprotect_readonly_shared_eacces, "a mapping that must not be written becomes private")

DEVIANT(mprotect_readonly_private_ok, "a private mapping needs a writable file, too", int, mprotect,
	(void *address, size_t size, int protection))
{
	if (protection & PROT_WRITE && is_in_last_mapping(address) && is_of_type(MAP_PRIVATE) &&
	    (real_fcntl(last_mapping.fd, F_GETFL) & O_ACCMODE) == O_RDONLY)
		return fail(EACCES);
	return real_mprotect(address, size, protection);
}

REMEMBERS(mprotect_readonly_private_ok, "a private mapping needs a writable file, too")

DEVIANT(mprotect_unmapped_enomem, "holes are passed over", int, mprotect,
	(void *address, size_t size, int protection))
{
	unsigned char *page = address;
	unsigned char *end = page + size;

	if (real_mprotect(address, size, protection) == 0)
		return 0;
	if (errno != ENOMEM)
		return -1;
	for (; page < end; page += (size_t)getpagesize())
		real_mprotect(page, 1, protection);
	return 0;
}

DEVIANT(mprotect_per_process, "what one process may not touch, nobody may", int, mprotect,
	(void *address, size_t size, int protection))
{
	if (is_in_last_mapping(address) && is_of_type(MAP_SHARED))
		real_ftruncate(last_mapping.fd,
			       protection == PROT_NONE ? 0 : (off_t)last_mapping.size);
	return real_mprotect(address, size, protection);
}

REMEMBERS(mprotect_per_process, "what one process may not touch, nobody may")
