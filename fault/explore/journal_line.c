#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "journal_line.h"

static const char mark[] = "run\t";

void journal_put_field(FILE *file, const char *text)
{
	while (*text) {
		size_t plain = strcspn(text, "\\\n\t");

		fwrite(text, 1, plain, file);
		text += plain;
		if (*text)
			fprintf(file, "\\%c", *text == '\n' ? 'n' : *text == '\t' ? 't' : '\\');
		text += *text != '\0';
	}
}

void journal_put_run(FILE *file, const struct finding *run)
{
	fputs(mark, file);
	journal_put_field(file, run->id);
	fprintf(file, "\t%s\t%lu\t%d\t%d\t%d\t%.6f\t", outcome_word(run->outcome), run->runs,
		run->is_stable, run->has_exited, run->status, run->seconds);
	journal_put_field(file, run->summary);
	fputc('\t', file);
	journal_put_field(file, run->evidence);
	fputc('\t', file);
	journal_put_field(file, run->replay);
	fputc('\n', file);
}

/* Undoes the escapes of a field in place; false if it has one that there is not. */
static bool unescape(char *field)
{
	char *to = field;

	for (; *field; field++) {
		if (*field == '\\') {
			field++;
			if (!*field || !strchr("nt\\", *field))
				return false;
			*to++ = *field == 'n' ? '\n' : *field == 't' ? '\t' : '\\';
		} else {
			*to++ = *field;
		}
	}
	*to = '\0';
	return true;
}

static bool next_text(char **rest, char **text)
{
	*text = strsep(rest, "\t");
	return *text && unescape(*text);
}

static bool next_number(char **rest, long most, long *number)
{
	char *field = strsep(rest, "\t"), *end;

	errno = 0;
	*number = field ? strtol(field, &end, 10) : -1;
	return field && end != field && !*end && !errno && *number >= 0 && *number <= most;
}

static bool next_flag(char **rest, bool *flag)
{
	long number;

	if (!next_number(rest, 1, &number))
		return false;
	*flag = number;
	return true;
}

static bool next_seconds(char **rest, double *seconds)
{
	char *field = strsep(rest, "\t"), *end;

	if (!field)
		return false;
	*seconds = strtod(field, &end);
	return end != field && !*end && *seconds >= 0;
}

static bool next_outcome(char **rest, enum outcome *outcome)
{
	const char *word = strsep(rest, "\t");

	*outcome = word ? outcome_of_word(word) : OUTCOMES;
	return *outcome < OUTCOMES;
}

bool journal_read_run(char *line, struct finding *run)
{
	char *rest = line + strlen(mark);
	long runs, status;

	if (strncmp(line, mark, strlen(mark)) != 0)
		return false;
	*run = (struct finding){.id = NULL};
	if (!next_text(&rest, &run->id) || !next_outcome(&rest, &run->outcome) ||
	    !next_number(&rest, 1000000000, &runs) || !next_flag(&rest, &run->is_stable) ||
	    !next_flag(&rest, &run->has_exited) || !next_number(&rest, 1000000, &status) ||
	    !next_seconds(&rest, &run->seconds) || !next_text(&rest, &run->summary) ||
	    !next_text(&rest, &run->evidence) || !next_text(&rest, &run->replay))
		return false;
	run->runs = (unsigned long)runs;
	run->status = (int)status;
	return !rest && *run->id;
}
