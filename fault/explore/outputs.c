#include "outputs.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../plan/log.h"
#include "kept.h"

/* How the reports of the sanitizers of gcc and clang begin. */
static const char *const reports[] = {"ERROR: AddressSanitizer",  "ERROR: LeakSanitizer",
				      "WARNING: ThreadSanitizer", "WARNING: MemorySanitizer",
				      ": runtime error: ",	  "AddressSanitizer:DEADLYSIGNAL"};

static const char *const id_calls[] = {"xsi/ipc/", "syscall/msgget", "syscall/semget",
				       "syscall/shmget"};

static bool has_any(const char *text, size_t size, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (memmem(text, size, words[i], strlen(words[i])))
			return true;
	}
	return false;
}

/* What the line says is left since the failure was that of its removal. */
static void note_kept(const char *behind, const char *end)
{
	static const char word[] = " " LOG_KEEPS;
	const char *newline = memchr(behind, '\n', (size_t)(end - behind));

	if (newline && (size_t)(newline - behind) >= sizeof(word) &&
	    memcmp(behind, word, sizeof(word) - 1) == 0)
		kept_add(behind + sizeof(word) - 1, (size_t)(newline - behind) - sizeof(word) + 1);
}

/* Whether just that detail comes behind an address. */
static bool has_detail(const char *behind, const char *end, const char *detail)
{
	size_t length = strlen(detail);

	return (size_t)(end - behind) > length + 1 && *behind == ' ' &&
	       memcmp(behind + 1, detail, length) == 0 && behind[length + 1] == '\n';
}

/* The whole file in memory, or NULL if it is empty. */
static char *map(int fd, size_t *size)
{
	struct stat status;
	char *text;

	if (fstat(fd, &status) == -1 || status.st_size == 0)
		return NULL;
	*size = (size_t)status.st_size;
	text = mmap(NULL, *size, PROT_READ, MAP_SHARED, fd, 0);
	return text == MAP_FAILED ? NULL : text;
}

bool output_read(int fd, struct output *output)
{
	size_t size = 0, kept;
	char *text = map(fd, &size);
	bool has_report = false;

	output->size = size;
	output->digest = digest_bytes(DIGEST_BEGIN, text, text ? size : 0);
	kept = size < TEXT_SIZE ? size : TEXT_SIZE - 1;
	if (text) {
		memcpy(output->text, text, kept);
		has_report = has_any(text, size, reports, sizeof(reports) / sizeof(reports[0]));
		munmap(text, size);
	}
	output->text[kept] = '\0';
	return has_report;
}

/* Whether the plan has that entry. */
static bool is_planned(const char *plan, const char *entry, size_t length)
{
	while (*plan) {
		size_t here = strcspn(plan, ",");

		if (here == length && memcmp(plan, entry, length) == 0)
			return true;
		plan += here + (plan[here] == ',');
	}
	return false;
}

struct log_summary output_read_log(int fd, const char *plan, int copy)
{
	static const char fired[] = "\nfired ";
	struct log_summary summary = {0};
	size_t size = 0, length;
	char *text = map(fd, &size);
	const char *line, *end;

	kept_clear();
	if (copy != -1 && ftruncate(copy, 0) == -1)
		copy = -1;
	if (!text)
		return summary;
	summary.used_ids = has_any(text, size, id_calls, sizeof(id_calls) / sizeof(id_calls[0]));
	if (copy != -1 && pwrite(copy, text, size, 0) == (ssize_t)size)
		summary.size = size;
	line = size > 6 && memcmp(text, fired + 1, 6) == 0
		       ? text - 1
		       : memmem(text, size, fired, sizeof(fired) - 1);
	while (line) {
		line += sizeof(fired) - 1;
		for (end = line; end < text + size && *end != ' ' && *end != '\n'; end++)
			;
		length = (size_t)(end - line);
		if (is_planned(plan, line, length) &&
		    !has_detail(end, text + size, LOG_UNSUITABLE)) {
			summary.fired++;
			summary.lost_messages += has_detail(end, text + size, LOG_MESSAGE);
			note_kept(end, text + size);
		} else {
			summary.strays++;
		}
		line = memmem(end, (size_t)(text + size - end), fired, sizeof(fired) - 1);
	}
	munmap(text, size);
	return summary;
}
