/*
 * A request channel of two FIFOs: a client writes requests into one and reads the
 * answers from the other, which a server writes.
 *
 * A third process, the first, makes the names and removes them; it ends both if one
 * fails, which therefore may wait for one another in open().
 */
#include <fcntl.h>
#include <stdbool.h>

#include "crew.h"
#include "place.h"

enum { REQUESTS = 20 };

struct request {
	int first;
	int second;
};

struct channel {
	char directory[PLACE_SIZE];
	char requests[PLACE_SIZE + 16];
	char answers[PLACE_SIZE + 16];
	int made; /* how many FIFOs there are */
};

static int open_fifo(const char *path, int flags)
{
	int fd;

	RETRY(fd, open(path, flags));
	if (fd == -1 && !BUGGY(fifo_channel, silent_exit))
		report(errno, "open %s", path);
	return fd;
}

static int answer_requests(int requests, int answers)
{
	struct request request = {0, 0};
	ssize_t size;

	while ((size = read_whole(requests, &request, sizeof(request))) ==
	       (ssize_t)sizeof(request)) {
		long answer = (long)request.first * request.second;

		if (write_whole(answers, &answer, sizeof(answer)) == -1) {
			report(errno, "server: write");
			return EXIT_FAILURE;
		}
	}
	if (size == 0)
		return EXIT_SUCCESS;
	report(size == -1 ? errno : 0, "server: a request is not complete");
	return EXIT_FAILURE;
}

static int serve(void *argument)
{
	const struct channel *channel = argument;
	int requests = open_fifo(channel->requests, O_RDONLY);
	int answers = requests == -1 ? -1 : open_fifo(channel->answers, O_WRONLY);
	int status = EXIT_FAILURE;

	if (answers != -1)
		status = answer_requests(requests, answers);
	shut(&answers);
	shut(&requests);
	return status;
}

/* Until the server has closed its end. */
static int print_answers(int answers)
{
	int count = 0;
	long sum = 0;
	long answer;
	ssize_t size;

	while ((size = read_whole(answers, &answer, sizeof(answer))) == (ssize_t)sizeof(answer)) {
		count++;
		sum += answer;
	}
	if (size != 0) {
		report(size == -1 ? errno : 0, "client: an answer is not complete");
		return EXIT_FAILURE;
	}
	return say("%d answers, sum %ld\n", count, sum) == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

static int ask(void *argument)
{
	const struct channel *channel = argument;
	struct request requests[REQUESTS];
	int out = open_fifo(channel->requests, O_WRONLY);
	int in = out == -1 ? -1 : open_fifo(channel->answers, O_RDONLY);
	int status = EXIT_FAILURE;

	for (int i = 0; i < REQUESTS; i++)
		requests[i] = (struct request){i + 1, i + 2};
	if (in != -1) {
		if (write_whole(out, requests, sizeof(requests)) == -1) {
			report(errno, "client: write");
		} else {
			shut(&out);
			status = print_answers(in);
		}
	}
	shut(&in);
	shut(&out);
	return status;
}

static int make_fifo(struct channel *channel, char *path, const char *name)
{
	snprintf(path, sizeof(channel->requests), "%s/%s", channel->directory, name);
	if (mkfifo(path, 0600) == -1) {
		report(errno, "mkfifo %s", path);
		return -1;
	}
	channel->made++;
	return 0;
}

static int close_channel(const struct channel *channel)
{
	int result = 0;

	if (channel->made > 0)
		result |= remove_name(unlink, channel->requests);
	if (channel->made > 1)
		result |= remove_name(unlink, channel->answers);
	return result | remove_name(rmdir, channel->directory);
}

int main(void)
{
	struct channel channel = {.made = 0};
	struct crew crew = {.size = 0};
	bool is_running;
	int result;

	if (ignore_sigpipe() == -1 || make_directory(channel.directory, "fifo_channel") == -1)
		return EXIT_FAILURE;
	is_running = make_fifo(&channel, channel.requests, "requests") == 0 &&
		     make_fifo(&channel, channel.answers, "answers") == 0;
	if (!is_running && BUGGY(fifo_channel, name_leaked))
		return EXIT_FAILURE;
	is_running = is_running && crew_start(&crew, serve, &channel) == 0 &&
		     crew_start(&crew, ask, &channel) == 0;
	if (!is_running)
		crew_dismiss(&crew);
	result = crew_await(&crew, true);
	result |= close_channel(&channel);
	return is_running && result == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
