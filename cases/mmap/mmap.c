#include "mmap.h"

#include <stdlib.h>
#include <unistd.h>

size_t page_size(void)
{
	return (size_t)sysconf(_SC_PAGESIZE);
}

int new_pattern_file(size_t size)
{
	int fd = own((int)SETUP(open(scratch_path(), O_CREAT | O_EXCL | O_RDWR, 0600)));
	unsigned char *bytes = malloc(size + 1);

	SETUP_THAT(bytes != NULL, "no memory");
	pattern_make(bytes, 0, size);
	SETUP_THAT(write(fd, bytes, size) == (ssize_t)size, "cannot write the file: %s",
		   error_name(errno));
	free(bytes);
	return fd;
}

unsigned char *mmap_case_map(int fd, size_t size, int protection, int flags)
{
	return (unsigned char *)check_success(THERE, "mmap()",
					      (intmax_t)mmap(NULL, size, protection, flags, fd, 0));
}

unsigned char *mmap_case_map_nothing(size_t size, int flags)
{
	return mmap_case_map(-1, size, PROT_READ | PROT_WRITE, flags | MAP_ANONYMOUS);
}
