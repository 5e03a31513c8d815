#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "progress.h"

enum { WIDEST = 200 };

bool progress_fits(FILE *file)
{
	const char *terminal = getenv("TERM");

	return isatty(fileno(file)) && terminal && *terminal && strcmp(terminal, "dumb") != 0;
}

/* As precise as an estimate can be. */
static void print_left(double seconds, char *text, size_t size)
{
	if (seconds < 0)
		snprintf(text, size, "time left unknown");
	else if (seconds < 90)
		snprintf(text, size, "about %.0f s left", seconds < 1 ? 1 : seconds);
	else if (seconds < 5400)
		snprintf(text, size, "about %.0f min left", seconds / 60);
	else
		snprintf(text, size, "about %.1f h left", seconds / 3600);
}

/* Runs with a bad outcome: findings, which join them, are complete at the end only. */
static unsigned long count_bad(const struct exploration *exploration)
{
	unsigned long count = 0;

	for (int i = 0; i < OUTCOMES; i++)
		if (outcome_is_bad((enum outcome)i))
			count += exploration->outcomes[i];
	return count;
}

size_t progress_line(const struct exploration *exploration, double seconds_left, char *text,
		     size_t size)
{
	unsigned long planned = exploration->planned, done = exploration->done;
	char left[40];
	int length;

	print_left(seconds_left, left, sizeof(left));
	length = snprintf(text, size, "%lu of %lu runs (%lu %%), %lu bad, %s", done, planned,
			  planned ? done * 100 / planned : 100, count_bad(exploration), left);
	return length < 0 ? 0 : (size_t)length < size ? (size_t)length : size - 1;
}

/* One column stays free: some terminals break the line after the last. */
static size_t width_of(FILE *file)
{
	struct winsize window;

	if (ioctl(fileno(file), TIOCGWINSZ, &window) != 0 || window.ws_col == 0)
		return 79;
	return window.ws_col < WIDEST ? window.ws_col - 1u : WIDEST;
}

void progress_show(FILE *file, const struct exploration *exploration, double seconds_left)
{
	char text[WIDEST + 1];

	if (!progress_fits(file))
		return;
	progress_line(exploration, seconds_left, text, sizeof(text));
	fprintf(file, "\r%.*s\033[K", (int)width_of(file), text);
	fflush(file);
}

void progress_clear(FILE *file)
{
	if (!progress_fits(file))
		return;
	fputs("\r\033[K", file);
	fflush(file);
}
