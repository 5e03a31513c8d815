#include "markdown_list.h"

#include <stdlib.h>
#include <string.h>

#include "escape.h"

#define LONGEST_TEXT 240

bool begin_item(struct item *item)
{
	*item = (struct item){NULL, NULL, 0};
	item->file = open_memstream(&item->text, &item->size);
	return item->file != NULL;
}

void end_item(struct list *list, struct item *item)
{
	fclose(item->file);
	if (list->title && item->text)
		fprintf(list->file, "\n### %s\n\n", list->title);
	list->title = NULL;
	if (item->text && item->size < list->room) {
		fwrite(item->text, 1, item->size, list->file);
		list->room -= item->size;
	} else {
		list->left_out++;
		list->room = 0; /* no later, shorter one instead */
	}
	free(item->text);
}

void end_list(const struct list *list)
{
	if (list->left_out)
		fprintf(list->file, "- ... and %zu more, see the complete report\n",
			list->left_out);
}

void put_text(FILE *file, const char *text)
{
	char cut[LONGEST_TEXT + 1];
	size_t length = strnlen(text, LONGEST_TEXT);

	/* Not within a character. */
	while (text[length] && (text[length] & 0xc0) == 0x80)
		length--;
	memcpy(cut, text, length);
	cut[length] = '\0';
	put_markdown(file, cut);
	if (text[length])
		fputs(" ...", file);
}
