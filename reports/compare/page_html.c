/*
 * The comparison as one page that needs nothing else. What comes from results goes
 * through put_markup() only, and the page's policy names its own style and script by
 * their hashes: nothing else in it can take effect.
 */
#include <stdlib.h>
#include <string.h>

#include "../escape.h"
#include "../html_parts.h"
#include "../sha256.h"
#include "page_parts.h"

static const char style[] =
#include "page.css.inc"
/* It changes some of the report's style: after it. */
#include "compare/page.css.inc"
	;
static const char script[] =
#include "compare/page.js.inc"
#include "theme.js.inc"
	;

/* The style, and what depends on the comparison: how much room the matrix needs. */
static char *make_style(const struct comparison *comparison)
{
	char *text;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	if (!file)
		out_of_memory();
	fprintf(file, "%s:root { --n: %zu; }\n", style, page_columns(comparison));
	for (size_t i = 0; i < comparison->mechanism_count; i++)
		fprintf(file, "#" PAGE_MECHANISM "%s { --rows: %zu; }\n",
			comparison->mechanisms[i].name, comparison->mechanisms[i].row_count);
	if (fclose(file) != 0)
		out_of_memory();
	return text;
}

static void put_head(const struct comparison *comparison, FILE *file)
{
	char style_hash[SHA256_BASE64_SIZE], script_hash[SHA256_BASE64_SIZE];
	char *own_style = make_style(comparison);

	sha256_base64(own_style, strlen(own_style), style_hash);
	sha256_base64(script, sizeof(script) - 1, script_hash);
	put_markup(file,
		   "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
		   "style-src 'sha256-%s'; script-src 'sha256-%s'; base-uri 'none'; "
		   "form-action 'none'\">\n"
		   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
		   "<meta name=\"referrer\" content=\"no-referrer\">\n"
		   "<title>%zu targets: POSIX IPC conformance</title>\n<style>",
		   style_hash, script_hash, comparison->run_count);
	fputs(own_style, file);
	fputs("</style>\n</head>\n<body>\n", file);
	free(own_style);
}

static void put_title(const struct comparison *comparison, FILE *file)
{
	put_markup(file,
		   "<a class=\"skip\" href=\"#requirements\">Skip to the requirements</a>\n"
		   "<header>\n<p class=\"kicker\">POSIX IPC conformance</p>\n"
		   "<h1>%zu targets side by side</h1>\n<p class=\"lead\">",
		   comparison->run_count);
	if (comparison->column_count < comparison->run_count)
		put_markup(file, "%zu of them differ from each other. ", comparison->column_count);
	put_markup(file,
		   "The targets disagree on %zu of %zu requirements and error conditions.</p>\n",
		   comparison->differences, comparison->row_count);
	fputs("<button type=\"button\" id=\"theme\" hidden>Dark theme</button>\n"
	      "<nav aria-label=\"Sections\"><ul>"
	      "<li><a href=\"#targets\">Targets</a></li>"
	      "<li><a href=\"#requirements\">Requirements</a></li>"
	      "<li><a href=\"#observations\">Observations that differ</a></li>"
	      "<li><a href=\"#environment\">Environment</a></li>"
	      "</ul></nav>\n</header>\n<main>\n",
	      file);
}

static void put_problems(const struct comparison *comparison, FILE *file)
{
	if (comparison->problems.count == 0 && comparison->notes.count == 0)
		return;
	fputs("<section class=\"problems\" id=\"problems\">\n", file);
	html_lines(file, "Problems", &comparison->problems);
	html_lines(file, "Notes", &comparison->notes);
	fputs("</section>\n", file);
}

void render_compare_html(const struct comparison *comparison, FILE *file)
{
	put_head(comparison, file);
	put_title(comparison, file);
	put_problems(comparison, file);
	page_targets(comparison, file);
	page_matrix(comparison, file);
	page_observations(comparison, file);
	page_environment(comparison, file);
	fputs("</main>\n<footer><p>Made by ipcts-report. Control characters and invalid UTF-8 in "
	      "results are spelt out, as in \\x1b.</p></footer>\n<script>",
	      file);
	fputs(script, file);
	fputs("</script>\n</body>\n</html>\n", file);
}
