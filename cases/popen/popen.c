#include "popen.h"

#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

FILE *command_open(const char *mode, const char *format, ...)
{
	char command[400];
	va_list arguments;
	FILE *stream;

	va_start(arguments, format);
	vsnprintf(command, sizeof(command), format, arguments);
	va_end(arguments);
	errno = 0;
	stream = popen(command, mode);
	if (!stream)
		check_failed(THERE, "popen(\"%s\", \"%s\"): expected a stream, observed NULL (%s)",
			     command, mode, error_name(errno));
	return stream;
}

void command_expect_output(const char *text, FILE *stream)
{
	char output[400];
	size_t size = fread(output, 1, sizeof(output) - 1, stream);

	output[size] = '\0';
	check_string(THERE, "output of the command", text, output);
}

/* Closes the stream; the status is the one that wait() would give. */
static void expect_wait_status(bool is_exit, int number, FILE *stream)
{
	int status;

	errno = 0;
	status = (int)check_success(THERE, "pclose()", pclose(stream));
	if (is_exit ? !WIFEXITED(status) || WEXITSTATUS(status) != number
		    : !WIFSIGNALED(status) || WTERMSIG(status) != number)
		check_failed(THERE, "pclose(): expected %s %d, observed the status 0x%04x",
			     is_exit ? "an exit with" : "a death by signal", number, status);
}

void command_expect_exit(int status, FILE *stream)
{
	expect_wait_status(true, status, stream);
}

void command_expect_death(int signal, FILE *stream)
{
	expect_wait_status(false, signal, stream);
}

void release(struct pipe_ends held)
{
	SETUP(write(held.write_end, "\n", 1));
}

void await_dead_child(void)
{
	siginfo_t info;

	SETUP(waitid(P_ALL, 0, &info, WEXITED | WNOWAIT));
}

const char *new_file(const void *bytes, size_t size)
{
	const char *path = scratch_path();
	int fd = (int)SETUP(open(path, O_WRONLY | O_CREAT, 0644));

	SETUP_THAT(write(fd, bytes, size) == (ssize_t)size, "cannot write a file");
	close(fd);
	return path;
}

void file_expect(const char *path, const void *bytes, size_t size)
{
	static char content[1 << 17];
	int fd = (int)SETUP(open(path, O_RDONLY));

	check_equal(THERE, "size of the file", (intmax_t)size, read(fd, content, sizeof(content)));
	check_bytes(THERE, "content of the file", bytes, content, size);
	close(fd);
}

void redirect(int fd, const char *path)
{
	int file = (int)SETUP(open(path, O_RDWR | O_CREAT, 0644));

	SETUP(dup2(file, fd));
	close(file);
}
