/* Mappings. */
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "finding.h"

/* Neighbours of another protection are no longer one mapping. EMFILE is what the standard says. */
FINDING("Linux reports ENOMEM for a mapping too many")
{
	enum { MANY = 1 << 18, FEW = 3 };
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *area = mmap(NULL, MANY * page, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (area == MAP_FAILED)
		return CANNOT_TRY;
	for (size_t i = 1; i < MANY && mprotect(area + i * page, page, PROT_READ) == 0; i += 2)
		;
	for (int i = 0; i < FEW; i++) {
		if (mmap(NULL, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED)
			return errno == ENOMEM ? SHOWN : NOT_SHOWN;
	}
	return NOT_SHOWN;
}

/* What is behind the end of the file is to be zero in every new mapping. */
FINDING("what an earlier mapping stored behind the end of the file, in its last page, is there in "
	"a new mapping")
{
	int fd = open("file", O_RDWR | O_CREAT, 0600);
	char *mapped;

	if (fd == -1 || ftruncate(fd, 1) == -1)
		return CANNOT_TRY;
	mapped = mmap(NULL, 2, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	if (mapped == MAP_FAILED)
		return CANNOT_TRY;
	mapped[1] = 'x';
	munmap(mapped, 2);
	mapped = mmap(NULL, 2, PROT_READ, MAP_SHARED, fd, 0);
	return mapped != MAP_FAILED && mapped[1] == 'x' ? SHOWN : NOT_SHOWN;
}
