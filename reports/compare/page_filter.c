/* The controls that choose among rows and targets; the script shows them. */
#include "../escape.h"
#include "page_parts.h"

/* The option's letter is what the matrix has for its value. */
static void put_option(FILE *file, const char *value, const char *words, const char *letter)
{
	put_markup(file, "<option value=\"%s\" data-letter=\"%s\">%s</option>", value, letter,
		   words);
}

static void put_select(FILE *file, const char *name, const char *title)
{
	put_markup(file, "<label>%s<select id=\"f-%s\"><option value=\"\">all</option>", title,
		   name);
}

static void put_selects(const struct comparison *comparison, FILE *file)
{
	put_select(file, "mechanism", "Mechanism");
	for (size_t i = 0; i < comparison->mechanism_count; i++)
		put_option(file, comparison->mechanisms[i].name, comparison->mechanisms[i].name,
			   "");
	fputs("</select></label>", file);
	put_select(file, "level", "Level");
	for (int level = LEVEL_SHALL; level <= LEVEL_LINUX; level++)
		put_option(file, level_name((enum level)level), level_name((enum level)level), "");
	fputs("</select></label>", file);
	put_select(file, "verdict", "Verdict");
	for (int i = 0; i < VERDICTS; i++)
		put_option(file, verdict_name(page_order[i]), verdict_words(page_order[i]),
			   page_mark(page_order[i])->letter);
	fputs("</select></label>", file);
	if (!comparison->has_previous)
		return;
	put_select(file, "change", "Change");
	put_option(file, "any", "any change", "");
	for (int i = CHANGE_NEW; i < CHANGES; i++)
		put_option(file, change_name((enum change)i), change_name((enum change)i), "");
	fputs("</select></label>", file);
}

static void put_targets(const struct comparison *comparison, FILE *file)
{
	fputs("<details id=\"pick\"><summary>Targets</summary><div>"
	      "<p><button type=\"button\" id=\"every\">All</button> "
	      "<button type=\"button\" id=\"none\">None</button></p><ul>\n",
	      file);
	for (size_t i = 0; i < page_columns(comparison); i++) {
		put_markup(
			file,
			"<li><label class=\"tick\"><input type=\"checkbox\" value=\"%s\" checked> "
			"<span>",
			comparison->columns[i].anchor);
		page_title(file, &comparison->columns[i]);
		fputs("</span></label></li>\n", file);
	}
	fputs("</ul></div></details>", file);
}

void page_filter(const struct comparison *comparison, FILE *file)
{
	fputs("<div id=\"filter\" role=\"search\" hidden>"
	      "<label>Text<input type=\"search\" id=\"q\" autocomplete=\"off\" "
	      "aria-keyshortcuts=\"/\" placeholder=\"id or statement\"></label>",
	      file);
	put_selects(comparison, file);
	put_targets(comparison, file);
	fputs("<label class=\"tick\"><input type=\"checkbox\" id=\"f-differ\"> "
	      "Only differences</label>"
	      "<button type=\"button\" id=\"reset\">Reset</button></div>\n"
	      "<p id=\"state\" hidden><output id=\"shown\" role=\"status\"></output>"
	      "<span id=\"keys\"><kbd>/</kbd> text, <kbd>j</kbd> <kbd>k</kbd> or <kbd>\u2193</kbd> "
	      "<kbd>\u2191</kbd> rows, <kbd>\u2192</kbd> <kbd>\u2190</kbd> targets, "
	      "<kbd>Enter</kbd> opens, <kbd>Esc</kbd> closes</span></p>\n",
	      file);
}
