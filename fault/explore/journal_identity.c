#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "../../reports/pool.h"
#include "journal_identity.h"
#include "library.h"

static FILE *begin(char **text, size_t *size)
{
	FILE *file = open_memstream(text, size);

	if (!file)
		out_of_memory();
	return file;
}

static void finish(FILE *file)
{
	if (fclose(file) != 0)
		out_of_memory();
}

/* Quoted, so that no two lists of words read alike. */
static void put_words(FILE *file, char *const *words)
{
	const char *blank = "";

	for (; words && *words; words++, blank = " ") {
		fprintf(file, "%s'", blank);
		for (const char *at = *words; *at; at++)
			fputs(*at == '\'' ? "'\\''" : (char[]){*at, '\0'}, file);
		fputc('\'', file);
	}
}

static char *words_of(char *const *words)
{
	char *text;
	size_t size;
	FILE *file = begin(&text, &size);

	put_words(file, words);
	finish(file);
	return text;
}

/* With how often each failure was tried. */
static char *options_of(const struct settings *settings)
{
	char *text;
	size_t size;
	FILE *file = begin(&text, &size);

	put_words(file, settings->options);
	fprintf(file, " --rounds %lu", settings->rounds);
	finish(file);
	return text;
}

static char *system_of(void)
{
	struct utsname name = {.sysname = ""};
	char *text;
	size_t size;
	FILE *file = begin(&text, &size);

	uname(&name);
	fprintf(file, "%s %s %s", name.sysname, name.release, name.machine);
	finish(file);
	return text;
}

static char *folder_of(void)
{
	char *text = getcwd(NULL, 0);

	if (!text && !(text = strdup("")))
		out_of_memory();
	return text;
}

/* A file that was built anew is another one. */
static bool put_file(FILE *file, const char *path)
{
	struct stat status;

	if (stat(path, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
	fprintf(file, "%s %lld bytes of %lld.%09ld; ", path, (long long)status.st_size,
		(long long)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
	return true;
}

/* As execvp() looks for it. */
static void put_program(FILE *file, const char *name)
{
	const char *folders = getenv("PATH");
	char path[4096];
	size_t length;

	if (strchr(name, '/') || !folders) {
		put_file(file, name);
		return;
	}
	for (;; folders += length + 1) {
		length = strcspn(folders, ":");
		snprintf(path, sizeof(path), "%.*s%s%s", (int)length, folders, length ? "/" : "",
			 name);
		if ((access(path, X_OK) == 0 && put_file(file, path)) || !folders[length])
			return;
	}
}

static char *programs_of(const struct settings *settings)
{
	char *text;
	size_t size;
	FILE *file = begin(&text, &size);

	put_program(file, settings->command[0]);
	if (settings->check)
		put_program(file, settings->check);
	put_file(file, "/proc/self/exe");
	finish(file);
	return text;
}

/* The supervisor of the other backend is part of this program. */
static char *library_of(const struct settings *settings)
{
	char *text;
	size_t size;
	FILE *file = begin(&text, &size);

	if (settings->backend != BACKEND_PRELOAD)
		fputs("not used", file);
	else if (library_path())
		put_file(file, library_path());
	finish(file);
	return text;
}

static char *backend_of(const struct settings *settings)
{
	char *text = strdup(settings->backend == BACKEND_NOTIFY ? "notify" : "preload");

	if (!text)
		out_of_memory();
	return text;
}

void journal_identify(struct journal_identity *identity, const struct settings *settings)
{
	*identity = (struct journal_identity){{
		{"command", words_of(settings->command)},
		{"backend", backend_of(settings)},
		{"options", options_of(settings)},
		{"folder", folder_of()},
		{"system", system_of()},
		{"programs", programs_of(settings)},
		{"library", library_of(settings)},
	}};
}

void journal_forget(struct journal_identity *identity)
{
	for (size_t i = 0; i < JOURNAL_FACTS; i++)
		free((char *)identity->facts[i].text);
}
