/* Files, directories, names of machines. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "subject.h"

static FILE *file;
static char template[32];
static int fd;
static DIR *directory;

static int make_temporary(void)
{
	file = tmpfile();
	return file ? 0 : failure();
}

static bool temporary_works(void)
{
	return fputs("a", file) >= 0 && fflush(file) == 0;
}

static void close_file(void)
{
	fclose(file);
}

static int make_from_template(void)
{
	strcpy(template, "/tmp/subjectXXXXXX");
	fd = mkstemp(template);
	return fd < 0 ? failure() : 0;
}

static bool descriptor_works(void)
{
	return write(fd, "a", 1) == 1;
}

static void remove_template(void)
{
	close(fd);
	unlink(template);
}

static int make_directory(void)
{
	strcpy(template, "/tmp/subjectXXXXXX");
	return mkdtemp(template) ? 0 : failure();
}

static void remove_directory(void)
{
	rmdir(template);
}

static int open_file(void)
{
	file = fopen("/etc/passwd", "re");
	return file ? 0 : failure();
}

static bool file_works(void)
{
	return getc(file) != EOF;
}

static int open_directory(void)
{
	directory = opendir("/");
	return directory ? 0 : failure();
}

static bool directory_works(void)
{
	return readdir(directory) != NULL;
}

static void close_directory(void)
{
	closedir(directory);
}

static int scan(void)
{
	struct dirent **entries;
	int count = scandir("/", &entries, NULL, alphasort);

	if (count < 0)
		return failure();
	for (int i = 0; i < count; i++)
		free(entries[i]);
	free(entries);
	return 0;
}

static int flush_and_close(void)
{
	return fclose(file) == 0 ? 0 : failure();
}

static void prepare_file(void)
{
	file = fopen("/tmp/prepared", "w");
	fputs("a", file);
	unlink("/tmp/prepared");
}

/*
 * It has errors of its own: EAI_SYSTEM is that of errno, EAI_MEMORY ENOMEM, and the
 * others are documented whatever the reason.
 */
static int resolve(const char *host)
{
	struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
	struct addrinfo *addresses;
	int error = getaddrinfo(host, "80", &hints, &addresses);

	if (error == 0)
		freeaddrinfo(addresses);
	return error == 0 ? 0 : error == EAI_SYSTEM ? failure() : error == EAI_MEMORY ? ENOMEM : -1;
}

static int resolve_number(void)
{
	return resolve("127.0.0.1");
}

static int resolve_name(void)
{
	return resolve("localhost");
}

#define OPEN_ERRORS                                                                         \
	EACCES, EDQUOT, EEXIST, EINTR, EISDIR, ELOOP, EMFILE, ENAMETOOLONG, ENFILE, ENOENT, \
		ENOMEM, ENOSPC, ENXIO, EOVERFLOW, EPERM, EROFS, EINVAL

const struct subject file_subjects[] = {
	{"tmpfile",
	 "tmpfile()",
	 NULL,
	 make_temporary,
	 temporary_works,
	 close_file,
	 false,
	 {OPEN_ERRORS}},
	{"mkstemp",
	 "mkstemp()",
	 NULL,
	 make_from_template,
	 descriptor_works,
	 remove_template,
	 false,
	 {OPEN_ERRORS}},
	{"mkdtemp",
	 "mkdtemp()",
	 NULL,
	 make_directory,
	 NULL,
	 remove_directory,
	 false,
	 {OPEN_ERRORS, EMLINK}},
	{"fopen", "fopen()", NULL, open_file, file_works, close_file, false, {OPEN_ERRORS}},
	{"fclose",
	 "fclose()",
	 prepare_file,
	 flush_and_close,
	 NULL,
	 NULL,
	 true,
	 {EAGAIN, EBADF, EDQUOT, EFBIG, EINTR, EIO, ENOMEM, ENOSPC, ENXIO, EPIPE}},
	{"opendir",
	 "opendir()",
	 NULL,
	 open_directory,
	 directory_works,
	 close_directory,
	 false,
	 {EACCES, EMFILE, ENFILE, ENOENT, ENOMEM, ENOTDIR, ELOOP, ENAMETOOLONG, OPEN_ERRORS}},
	{"scandir", "scandir()", NULL, scan, NULL, NULL, false, {OPEN_ERRORS, EBADF}},
	{"getaddrinfo_number",
	 "getaddrinfo()",
	 NULL,
	 resolve_number,
	 NULL,
	 NULL,
	 false,
	 {OPEN_ERRORS, EAGAIN, ENOBUFS, EAFNOSUPPORT, -1}},
	{"getaddrinfo_name",
	 "getaddrinfo()",
	 NULL,
	 resolve_name,
	 NULL,
	 NULL,
	 false,
	 {OPEN_ERRORS, EAGAIN, ENOBUFS, EAFNOSUPPORT, ECONNREFUSED, ETIMEDOUT, EIO, -1}},
	{.name = NULL}};
