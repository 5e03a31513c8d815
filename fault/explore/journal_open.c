/* Opening a journal: is it one, is it ours, and what does it have? */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "journal_parts.h"

/* Where a message goes. */
struct complaint {
	const char *path;
	char *message;
	size_t size;
};

static bool complain(const struct complaint *complaint, const char *what)
{
	snprintf(complaint->message, complaint->size, "%s: %s", complaint->path, what);
	return false;
}

/* The head as text, which free() frees; NULL without memory. */
static char *make_head(const struct journal_fact *facts, size_t count)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		return NULL;
	fputs("ipcts-journal\t1\n", file);
	for (size_t i = 0; i < count; i++) {
		fprintf(file, "%s\t", facts[i].name);
		journal_put_field(file, facts[i].text);
		fputc('\n', file);
	}
	if (fclose(file) == 0)
		return text;
	free(text);
	return NULL;
}

static bool add_place(struct journal *journal, const char *id, off_t offset)
{
	if (journal->place_count == journal->place_room) {
		size_t room = journal->place_room ? 2 * journal->place_room : 1024;
		struct place *places = realloc(journal->places, room * sizeof(*places));

		if (!places)
			return false;
		journal->places = places;
		journal->place_room = room;
	}
	journal->places[journal->place_count++] = (struct place){journal_hash(id), offset};
	return true;
}

/* Compares the head's lines with those of an earlier exploration. */
static bool check_head(struct journal *journal, const char *head, const struct complaint *complaint)
{
	char what[400];
	size_t length;

	for (const char *line = head; *line; line = strchr(line, '\n') + 1) {
		size_t own = strcspn(line, "\n"), name = strcspn(line, "\t");

		if (!journal_read_line(journal, &length) ||
		    strncmp(journal->line, line, name + 1) != 0) {
			return complain(complaint, "is not a journal of this fault-explore; name "
						   "another file");
		}
		if (length == own + 1 && memcmp(journal->line, line, own) == 0)
			continue;
		snprintf(what, sizeof(what),
			 "is a journal of another exploration: its %.*s is \"%.100s\", not "
			 "\"%.*s\"; name another file",
			 (int)name, line, journal->line + name + 1,
			 (int)(own - name - 1 < 100 ? own - name - 1 : 100), line + name + 1);
		return complain(complaint, what);
	}
	return true;
}

/* Indexes the runs of an earlier exploration, up to a line that is not complete. */
static bool read_runs(struct journal *journal, const struct complaint *complaint)
{
	struct finding run;
	size_t length;
	char what[100];

	journal->end = journal->runs;
	while (journal_read_line(journal, &length)) {
		if (strlen(journal->line) + 1 != length || !journal_read_run(journal->line, &run)) {
			snprintf(what, sizeof(what),
				 "run %lu is damaged; name another file, or start again without "
				 "--resume",
				 journal->count + 1);
			return complain(complaint, what);
		}
		if (!add_place(journal, run.id, journal->end))
			return complain(complaint, "no memory for its runs");
		journal->count++;
		journal->end += (off_t)length;
	}
	if (journal->place_count)
		qsort(journal->places, journal->place_count, sizeof(*journal->places),
		      journal_by_hash);
	return ftruncate(journal->fd, journal->end) == 0 || complain(complaint, strerror(errno));
}

static bool read_journal(struct journal *journal, const char *head, bool resume,
			 const struct complaint *complaint)
{
	struct stat status = {.st_size = 0};
	off_t size;

	if (fstat(journal->fd, &status) != 0)
		return complain(complaint, strerror(errno));
	size = status.st_size;
	/* A head that was torn off is nothing to go on with. */
	if (size > 0 && size < (off_t)strlen(head) && resume) {
		char *start = calloc(1, (size_t)size + 1);
		bool torn = start && pread(journal->fd, start, (size_t)size, 0) == size &&
			    strncmp(start, head, (size_t)size) == 0;

		free(start);
		if (torn && ftruncate(journal->fd, 0) == 0)
			size = 0;
	}
	if (size == 0) {
		if (journal_append(journal, head, strlen(head)) != 0)
			return complain(complaint, strerror(errno));
		journal->runs = journal->end;
		return true;
	}
	if (!resume)
		return complain(complaint, "is there already; --resume goes on with it, or name "
					   "another file");
	if (!check_head(journal, head, complaint))
		return false;
	journal->runs = ftello(journal->file);
	return read_runs(journal, complaint);
}

/* A file of our own in the temporary directory, without a name. */
static int open_unnamed(void)
{
	const char *folder = getenv("TMPDIR");
	char path[4096];
	int fd;

	snprintf(path, sizeof(path), "%s/ipcts-journal-XXXXXX",
		 folder && *folder ? folder : "/tmp");
	fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static bool open_files(struct journal *journal, const char *path, const struct complaint *complaint)
{
	int copy;

	journal->fd = path ? open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666) : open_unnamed();
	if (journal->fd < 0)
		return complain(complaint, strerror(errno));
	if (flock(journal->fd, LOCK_EX | LOCK_NB) != 0)
		return complain(complaint, errno == EWOULDBLOCK ? "another exploration writes to it"
								: strerror(errno));
	copy = fcntl(journal->fd, F_DUPFD_CLOEXEC, 0);
	journal->file = copy < 0 ? NULL : fdopen(copy, "r");
	return journal->file || complain(complaint, strerror(errno));
}

struct journal *journal_open(const char *path, bool resume, const struct journal_fact *facts,
			     size_t count, char *message, size_t size)
{
	struct complaint complaint = {path ? path : "temporary journal", message, size};
	struct journal *journal = calloc(1, sizeof(*journal));
	char *head = make_head(facts, count);
	bool good;

	if (!journal || !head) {
		complain(&complaint, strerror(ENOMEM));
		free(journal);
		free(head);
		return NULL;
	}
	journal->fd = -1;
	good = open_files(journal, path, &complaint);
	if (good) {
		rewind(journal->file);
		good = read_journal(journal, head, resume, &complaint);
	}
	free(head);
	journal->reading = journal->runs;
	if (good)
		return journal;
	journal_close(journal);
	return NULL;
}
