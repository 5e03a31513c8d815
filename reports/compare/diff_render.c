/* The formats of ipcts-report diff. */
#include <jansson.h>
#include <stdlib.h>

#include "../markdown_list.h"
#include "diff.h"

#define SCHEMA_VERSION 1

static const char *headline(struct pool *pool, const struct diff *diff)
{
	return pool_printf(pool, "%zu new, %zu fixed, %zu no longer tested, %zu observed otherwise",
			   diff->lists[DIFF_NEW].count, diff->lists[DIFF_FIXED].count,
			   diff->lists[DIFF_LOST].count, diff->lists[DIFF_OBSERVED].count);
}

static void put_item(FILE *file, enum diff_kind kind, const struct diff_item *item)
{
	if (kind == DIFF_OBSERVED)
		fprintf(file, "  %s: %s: %s, was %s\n", item->id, item->reason, item->now,
			item->before);
	else
		fprintf(file, "  %s: %s, was %s\n", item->id, item->now, item->before);
	if (kind != DIFF_OBSERVED && *item->reason)
		fprintf(file, "    %s\n", item->reason);
}

void render_diff_text(const struct diff *diff, FILE *file)
{
	struct pool pool = {0};

	fprintf(file, "%s\n", headline(&pool, diff));
	for (int kind = 0; kind < DIFF_KINDS; kind++) {
		const struct diff_list *list = &diff->lists[kind];

		if (list->count)
			fprintf(file, "\n%s\n", diff_words((enum diff_kind)kind));
		for (size_t i = 0; i < list->count; i++)
			put_item(file, (enum diff_kind)kind, &list->item[i]);
	}
	pool_free(&pool);
}

static json_t *json_item(enum diff_kind kind, const struct diff_item *item)
{
	json_t *object = json_pack("{s:s, s:s, s:s}", "id", item->id, "before", item->before, "now",
				   item->now);

	json_object_set_new(object, kind == DIFF_OBSERVED ? "key" : "reason",
			    json_string(item->reason));
	return object;
}

void render_diff_json(const struct diff *diff, FILE *file)
{
	json_t *root = json_pack("{s:i}", "schema_version", SCHEMA_VERSION);
	char *text;

	for (int kind = 0; kind < DIFF_KINDS; kind++) {
		json_t *array = json_array();

		for (size_t i = 0; i < diff->lists[kind].count; i++)
			json_array_append_new(
				array, json_item((enum diff_kind)kind, &diff->lists[kind].item[i]));
		json_object_set_new(root, diff_name((enum diff_kind)kind), array);
	}
	text = json_dumps(root, JSON_INDENT(1));
	if (!text)
		out_of_memory();
	fprintf(file, "%s\n", text);
	free(text);
	json_decref(root);
}

static void put_markdown_item(FILE *file, enum diff_kind kind, const struct diff_item *item)
{
	fputs("- **", file);
	put_text(file, item->id);
	fputs("**: ", file);
	if (kind == DIFF_OBSERVED) {
		put_text(file, item->reason);
		fputs(" = ", file);
	}
	put_text(file, item->now);
	fputs(", was ", file);
	put_text(file, item->before);
	if (kind != DIFF_OBSERVED && *item->reason) {
		fputs("  \n  ", file);
		put_text(file, item->reason);
	}
	fputc('\n', file);
}

void render_diff_markdown(const struct diff *diff, FILE *file)
{
	static const size_t rooms[DIFF_KINDS] = {24000, 8000, 8000, 12000};
	struct pool pool = {0};

	fprintf(file, "## POSIX IPC conformance: %s\n", headline(&pool, diff));
	for (int kind = 0; kind < DIFF_KINDS; kind++) {
		struct list list = {file, diff_words((enum diff_kind)kind), rooms[kind], 0};

		for (size_t i = 0; i < diff->lists[kind].count; i++) {
			struct item item;

			if (!begin_item(&item))
				break;
			put_markdown_item(item.file, (enum diff_kind)kind,
					  &diff->lists[kind].item[i]);
			end_item(&list, &item);
		}
		end_list(&list);
	}
	pool_free(&pool);
}
