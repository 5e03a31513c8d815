/* Cases that ended their target: see results.h. */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clean.h"
#include "lookup.h"
#include "results_parts.h"

#define LONGEST_FILE (1 << 20)
#define MOST_CASES 1000

static const char wrong_line[] =
	"a line of it is not PROGRAM:CASE, a tab, what happened; none of its results count";

/* One "PROGRAM:CASE<TAB>what happened", from line to before end. */
struct death {
	const char *line, *colon, *tab, *end;
};

static bool split(struct death *death)
{
	death->tab = memchr(death->line, '\t', (size_t)(death->end - death->line));
	if (!death->tab)
		return false;
	death->colon = memchr(death->line, ':', (size_t)(death->tab - death->line));
	return death->colon && death->colon > death->line && death->colon + 1 < death->tab;
}

static const char *keep(struct results *results, const char *first, const char *end, size_t limit)
{
	return clean_line(&results->pool, first, (size_t)(end - first), limit);
}

/* The case's name is that of its requirement, and of a variant. */
static const char *requirement_of(struct results *results, const char *name)
{
	size_t length = strcspn(name, "@");

	return lookup_id(name, length) == NOT_IN_CATALOGUE
		       ? ""
		       : keep(results, name, name + length, LONGEST_NAME);
}

static void add(struct results *results, const char *path, const struct death *death, int64_t start)
{
	struct result *result = results_room(results);
	const char *name = keep(results, death->colon + 1, death->tab, LONGEST_NAME);
	const char *reason = keep(results, death->tab + 1, death->end, LONGEST_REASON);

	*result = (struct result){
		.file = path,
		.program = keep(results, death->line, death->colon, LONGEST_NAME),
		.name = name,
		.requirements = requirement_of(results, name),
		.reason = *reason ? reason : "the target died",
		.output = "",
		.outcome = BROKEN,
		.start = start,
	};
	results->count++;
}

static const char *read_lines(struct results *results, const char *path, const char *text,
			      size_t size, int64_t start)
{
	const char *end = text + size;
	size_t count = 0;

	for (struct death death = {.line = text}; death.line < end; death.line = death.end + 1) {
		death.end = memchr(death.line, '\n', (size_t)(end - death.line));
		if (!death.end)
			death.end = end;
		if (!split(&death) || ++count > MOST_CASES)
			return wrong_line;
		add(results, path, &death, start);
	}
	return count ? NULL : "names no case; none of its results count";
}

/* Not from a FIFO or a device, which might never end. */
static const char *load(const char *path, char **text, struct stat *status)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	const char *complaint = NULL;
	ssize_t size;

	if (fd < 0)
		return strerror(errno);
	*text = array_resize(NULL, LONGEST_FILE, 1);
	if (fstat(fd, status) != 0 || !S_ISREG(status->st_mode))
		complaint = "not a file";
	else if (status->st_size >= LONGEST_FILE)
		complaint = "too long; none of its results count";
	else if ((size = read(fd, *text, LONGEST_FILE)) < 0)
		complaint = strerror(errno);
	else
		status->st_size = size;
	close(fd);
	return complaint;
}

const char *read_died(struct results *results, const char *path)
{
	const char *harmless = keep(results, path, path + strlen(path), LONGEST_NAME);
	char *text = NULL;
	struct stat status;
	const char *complaint = load(path, &text, &status);

	if (!complaint)
		complaint = read_lines(results, harmless, text, (size_t)status.st_size,
				       (int64_t)status.st_mtime * 1000000);
	free(text);
	return complaint;
}
