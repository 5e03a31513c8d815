#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "journal_parts.h"

/* FNV-1a. */
uint64_t journal_hash(const char *id)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * 0x100000001b3;
	return hash;
}

int journal_by_hash(const void *a, const void *b)
{
	uint64_t first = ((const struct place *)a)->hash, second = ((const struct place *)b)->hash;

	return (first > second) - (first < second);
}

bool journal_read_line(struct journal *journal, size_t *length)
{
	ssize_t count = getline(&journal->line, &journal->line_room, journal->file);

	if (count <= 0 || journal->line[count - 1] != '\n')
		return false;
	journal->line[count - 1] = '\0';
	*length = (size_t)count;
	return true;
}

static bool read_at(struct journal *journal, off_t offset, struct finding *run, size_t *length)
{
	clearerr(journal->file); /* the end that was met may have moved on since */
	/* A seek throws away what stdio has read ahead. */
	if ((ftello(journal->file) != offset && fseeko(journal->file, offset, SEEK_SET) != 0) ||
	    !journal_read_line(journal, length) || !journal_read_run(journal->line, run))
		return false;
	free(journal->cause);
	journal->cause = finding_cause(run->id);
	run->cause = journal->cause;
	return run->cause != NULL;
}

int journal_append(struct journal *journal, const char *text, size_t size)
{
	ssize_t written;
	int error;

	do
		written = pwrite(journal->fd, text, size, journal->end);
	while (written < 0 && errno == EINTR);
	if (written == (ssize_t)size) {
		journal->end += written;
		return 0;
	}
	error = written < 0 ? errno : ENOSPC;
	if (ftruncate(journal->fd, journal->end) != 0 && !error)
		error = errno;
	errno = error;
	return -1;
}

unsigned long journal_count(const struct journal *journal)
{
	return journal->count;
}

bool journal_known(struct journal *journal, const char *id, struct finding *past)
{
	struct place wanted = {.hash = journal_hash(id)};
	const struct place *first, *end = journal->places + journal->place_count;
	size_t length;

	if (journal->place_count == 0)
		return false;
	first = bsearch(&wanted, journal->places, journal->place_count, sizeof(wanted),
			journal_by_hash);
	while (first && first > journal->places && first[-1].hash == wanted.hash)
		first--;
	for (; first && first < end && first->hash == wanted.hash; first++)
		if (read_at(journal, first->offset, past, &length) && strcmp(past->id, id) == 0)
			return true;
	return false;
}

int journal_add(struct journal *journal, const struct finding *run)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);
	int status;

	if (!file)
		return -1;
	journal_put_run(file, run);
	status = fclose(file) == 0 ? journal_append(journal, text, size) : -1;
	free(text);
	if (status == 0)
		journal->count++;
	return status;
}

void journal_rewind(struct journal *journal)
{
	journal->reading = journal->runs;
}

bool journal_next(struct journal *journal, struct finding *run)
{
	size_t length;

	if (journal->reading >= journal->end || !read_at(journal, journal->reading, run, &length))
		return false;
	journal->reading += (off_t)length;
	return true;
}

void journal_close(struct journal *journal)
{
	if (!journal)
		return;
	if (journal->file)
		fclose(journal->file);
	if (journal->fd >= 0)
		close(journal->fd);
	free(journal->places);
	free(journal->line);
	free(journal->cause);
	free(journal);
}
