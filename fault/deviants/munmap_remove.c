/* Deviants of munmap(). */
#include "mapping.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

DEVIANT(munmap_removes_pages, "the pages can still be read", int, munmap,
	(void *address, size_t size))
{
	return size && is_page_mapped(address) ? real_mprotect(address, size, PROT_READ)
					       : real_munmap(address, size);
}

DEVIANT(munmap_whole_pages, "a page of which only a part is given stays", int, munmap,
	(void *address, size_t size))
{
	size_t whole = size - size % (size_t)getpagesize();

	return size && !whole ? 0 : real_munmap(address, whole);
}

DEVIANT(munmap_no_mapping_ok, "there must be something to remove", int, munmap,
	(void *address, size_t size))
{
	return size && !is_page_mapped(address) ? fail(EINVAL) : real_munmap(address, size);
}

DEVIANT(munmap_several_mappings, "the first hole is the end", int, munmap,
	(void *address, size_t size))
{
	unsigned char *start = address;
	size_t done;

	if (size > 100 * (size_t)getpagesize())
		return real_munmap(address, size);
	for (done = 0; done < size && is_page_mapped(start + done); done += (size_t)getpagesize())
		real_munmap(start + done, 1);
	return size ? 0 : fail(EINVAL);
}

DEVIANT(munmap_partial_splits, "what is behind the hole is empty", int, munmap,
	(void *address, size_t size))
{
	unsigned char *behind = (unsigned char *)address + size;

	if (is_in_last_mapping(address) && is_in_last_mapping(behind))
		real_mmap(behind, (size_t)(last_mapping.start + last_mapping.size - behind),
			  PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0);
	return real_munmap(address, size);
}

REMEMBERS(munmap_partial_splits, "what is behind the hole is empty")

DEVIANT(munmap_private_changes_lost, "private changes reach the file at the end", int, munmap,
	(void *address, size_t size))
{
	if (is_in_last_mapping(address) && is_of_type(MAP_PRIVATE))
		real_pwrite(last_mapping.fd, address, size, 0);
	return real_munmap(address, size);
}

REMEMBERS(munmap_private_changes_lost, "private changes reach the file at the end")

DEVIANT(munmap_shared_changes_kept, "shared changes are lost at the end", int, munmap,
	(void *address, size_t size))
{
	if (is_in_last_mapping(address) && is_of_type(MAP_SHARED) &&
	    last_mapping.protection & PROT_WRITE)
		memset(address, 0, size);
	return real_munmap(address, size);
}

REMEMBERS(munmap_shared_changes_kept, "shared changes are lost at the end")

DEVIANT(munmap_not_affect_other_process, "the object ends with its first mapping", int, munmap,
	(void *address, size_t size))
{
	if (is_in_last_mapping(address) && is_of_type(MAP_SHARED))
		real_ftruncate(last_mapping.fd, 0);
	return real_munmap(address, size);
}

REMEMBERS(munmap_not_affect_other_process, "the object ends with its first mapping")

DEVIANT(munmap_removes_locks, "the pages stay locked, out of reach", int, munmap,
	(void *address, size_t size))
{
	return size && is_page_mapped(address) ? real_mprotect(address, size, PROT_NONE)
					       : real_munmap(address, size);
}

DEVIANT(munmap_len_zero_einval, "nothing is quickly removed", int, munmap,
	(void *address, size_t size))
{
	return size ? real_munmap(address, size) : 0;
}
