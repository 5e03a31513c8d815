#include "quote.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void write_word(FILE *out, const char *word)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789_-+=./:,@%";

	if (*word && word[strspn(word, plain)] == '\0') {
		fputs(word, out);
		return;
	}
	putc('\'', out);
	for (; *word; word++) {
		if (*word == '\'')
			fputs("'\\''", out);
		else
			putc(*word, out);
	}
	putc('\'', out);
}

char *quote_words(char *text, char *const *words)
{
	char *result = NULL;
	size_t size;
	FILE *out = open_memstream(&result, &size);

	if (!out) {
		free(text);
		return NULL;
	}
	if (text)
		fputs(text, out);
	for (size_t i = 0; words[i]; i++) {
		if (i > 0 || (text && *text))
			putc(' ', out);
		write_word(out, words[i]);
	}
	free(text);
	if (fclose(out) == 0)
		return result;
	free(result);
	return NULL;
}
