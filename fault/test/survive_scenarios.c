/*
 * The error conditions that no case can bring about (UNTESTED in the catalogue): a
 * program that meets one reports it, leaves nothing behind, and works when it is gone.
 */
#define FIU_ENABLE

#include <dirent.h>
#include <fiu-control.h>
#include <fiu.h>
#include <stdint.h>

#include "../../cases/catalogue.h"
#include "../points/documented.h"
#include "scenario.h"
#include "survivors.h"

static int count_descriptors(void)
{
	DIR *folder = opendir("/proc/self/fd");
	int count = 0;

	CHECK(folder != NULL);
	while (readdir(folder))
		count++;
	closedir(folder);
	return count;
}

/* Runs the programs; returns how many reported that error. No other may be reported. */
static int run_all(survivor *const programs[], size_t count, int expected, const char *what)
{
	int reported = 0;
	size_t i;

	for (i = 0; i < count; i++) {
		int error = programs[i]();

		if (error && error != expected)
			fprintf(stderr, "%s: program %zu reports %s\n", what, i, strerror(error));
		CHECK(error == 0 || error == expected);
		reported += error == expected && expected;
	}
	return reported;
}

static int run_every_program(int expected, const char *what)
{
	return run_all(survivors_of_io, survivors_of_io_count, expected, what) +
	       run_all(survivors_of_ipc, survivors_of_ipc_count, expected, what);
}

static void meet(enum point_index point, const struct requirement *r, int descriptors)
{
	CHECK(fiu_enable(points[point].name, 1, (void *)(intptr_t)r->error_number, FIU_ONETIME) ==
	      0);
	if (run_every_program(r->error_number, r->id) != 1)
		fprintf(stderr, "%s is not reported by one program\n", r->id);
	else
		descriptors -= count_descriptors();
	CHECK(descriptors == 0);
	fiu_disable(points[point].name);
}

SCENARIO(programs_report_what_no_case_provokes, "")
{
	enum point_index point;
	size_t i, met = 0;
	int descriptors;

	CHECK(run_every_program(0, "without failures") == 0);
	descriptors = count_descriptors();
	for (i = 0; i < CATALOGUE_SIZE; i++) {
		const struct requirement *r = &catalogue[i];

		if (!r->error || !catalogue_untested[i])
			continue;
		for (point = 0; strcmp(points[point].function, r->function) != 0; point++)
			;
		meet(point, r, descriptors);
		CHECK(run_every_program(0, r->id) == 0);
		/* For the matrix of error paths in reports (reports/note.h). */
		printf("error path: %s: call = %s\n", r->function, r->error);
		met++;
	}
	CHECK(met > 0);
}
