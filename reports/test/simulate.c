#include "simulate.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../sha256.h"
#include "../summary.h"

/* A machine: which group it is of, and what is wrong with it. */
struct machine {
	unsigned number;
	unsigned group;
	bool deviates;
	bool damaged;
};

_Noreturn static void give_up(const char *what)
{
	perror(what);
	exit(3);
}

static struct machine machine_of(unsigned number)
{
	unsigned place = number % 100;

	return (struct machine){
		.number = number,
		.group = number % 7 == 0 ? 2 : number % 3 == 0,
		.deviates = place >= 20 && place < 20 + SIMULATED_DEVIANTS,
		.damaged = place >= 50 && place < 50 + SIMULATED_DAMAGED,
	};
}

static FILE *open_memory(char **text, size_t *size)
{
	FILE *file = open_memstream(text, size);

	if (!file)
		give_up("memory");
	return file;
}

/* What the machines of a group, or one machine, do otherwise than the summary says. */
static const char *change_of(const struct machine *machine, size_t line)
{
	if (machine->group > 0 && line % 400 == machine->group * 10)
		return "deviates\tsimulated, of the group";
	if (machine->deviates && line == 50 + machine->number % 5)
		return "deviates\tsimulated, of the machine";
	return NULL;
}

/* The lines after "results". */
static void put_results(FILE *file, const struct machine *machine, const char *lines)
{
	static const char kind[] = "requirement\t";
	size_t count = 0;

	for (const char *line = lines, *end; *line; line = end) {
		const char *change = NULL;

		end = strchrnul(line, '\n');
		end += *end == '\n';
		if (strncmp(line, kind, strlen(kind)) == 0)
			change = change_of(machine, ++count);
		if (change)
			fprintf(file, "%s%.*s\t%s\n", kind, (int)strcspn(line + strlen(kind), "\t"),
				line + strlen(kind), change);
		else
			fwrite(line, 1, (size_t)(end - line), file);
	}
}

/* The lines of the run's own part: durations of another machine, and its kernel. */
static void put_run(FILE *file, const struct machine *machine, const char *lines, const char *end)
{
	static const char duration[] = "duration\t", kernel[] = "fact\tkernel.release\t";

	for (const char *line = lines, *next; line < end; line = next) {
		const char *tab = memrchr(line, '\t', (size_t)(strchrnul(line, '\n') - line));

		next = strchrnul(line, '\n') + 1;
		if (strncmp(line, duration, strlen(duration)) == 0 && tab)
			fprintf(file, "%.*s\t%.3f\n", (int)(tab - line), line,
				strtod(tab, NULL) * (1 + machine->number % 10 * 0.1));
		else if (strncmp(line, kernel, strlen(kernel)) == 0)
			fprintf(file, "%s6.%u.%u\n", kernel, machine->group, machine->number % 4);
		else
			fwrite(line, 1, (size_t)(next - line), file);
	}
}

/* Empty files of the sizes that the summary lists. */
static void each_shard(const char *folder, const char *summary, bool make)
{
	static const char shard[] = "\nshard\t";
	char path[4096], name[256];
	long size;

	for (const char *line = summary; (line = strstr(line, shard)); line++) {
		if (sscanf(line + strlen(shard), "%255[^\t]\t%ld", name, &size) != 2)
			continue;
		snprintf(path, sizeof(path), "%s/results/%s", folder, name);
		if (!make) {
			unlink(path);
			continue;
		}
		fclose(fopen(path, "w"));
		if (truncate(path, size) != 0)
			give_up(path);
	}
}

static void write_summary(const char *folder, const struct machine *machine, const char *run,
			  size_t run_size, const char *results, size_t size)
{
	char path[4096], fingerprint[SHA256_HEX_SIZE];
	FILE *file;

	snprintf(path, sizeof(path), "%s/" SUMMARY_NAME, folder);
	file = fopen(path, "w");
	if (!file)
		give_up(path);
	sha256_hex(results, size, fingerprint);
	fprintf(file, "ipcts-summary\t1\nfingerprint\t%s\n", fingerprint);
	fwrite(run, 1, run_size, file);
	fputs("results\n", file);
	fwrite(results, 1, machine->damaged ? size / 2 : size, file);
	if (fclose(file) != 0)
		give_up(path);
}

void simulate_machine(const char *folder, unsigned number, const char *summary)
{
	struct machine machine = machine_of(number);
	const char *separator = strstr(summary, "\nresults\n");
	const char *own = strchr(strchr(summary, '\n') + 1, '\n') + 1;
	char *run = NULL, *results = NULL, path[4096];
	size_t run_size, size;
	FILE *file;

	if (!separator)
		give_up("the summary has no results");
	snprintf(path, sizeof(path), "%s/results", folder);
	if (mkdir(folder, 0777) != 0 || mkdir(path, 0777) != 0)
		give_up(folder);
	if (!machine.damaged)
		each_shard(folder, summary, true);
	file = open_memory(&run, &run_size);
	put_run(file, &machine, own, separator + 1);
	fclose(file);
	file = open_memory(&results, &size);
	put_results(file, &machine, separator + strlen("\nresults\n"));
	fclose(file);
	write_summary(folder, &machine, run, run_size, results, size);
	free(run);
	free(results);
}

void simulate_remove(const char *folder, const char *summary)
{
	char path[4096];

	each_shard(folder, summary, false);
	snprintf(path, sizeof(path), "%s/" SUMMARY_NAME, folder);
	unlink(path);
	snprintf(path, sizeof(path), "%s/results", folder);
	rmdir(path);
	rmdir(folder);
}
