#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../sha256.h"
#include "hostile.h"

/* Of an author who knows what the reader looks for. */
static const char *const pieces[] = {
	"\t",
	"\n",
	"\t\t\t\t\t",
	"\nresults\n",
	"\nfingerprint\t",
	"\nrequirement\t",
	"\nrequirement\tpipe.read.fifo_order\tbroken\t\033]0;x\007",
	"\ncase\t:\tbroken\tx",
	"\ncase\t\tdeviates\t",
	"\nobservation\t\t\t",
	"\nmechanism\t",
	"\nmechanism\tfault",
	"\nduration\tpipe.read.fifo_order\tnan",
	"\nduration\tx\t-1e999",
	"\nfact\t\t",
	"\nproblem\t\033[2J",
	"\nshard\t../x\t1",
	"\ncatalogue\t0",
	"\xe2\x80\xae",
	"\xff",
	":",
	"</script>",
	"\"",
	"|",
	"=",
};
#define PIECES (sizeof(pieces) / sizeof(*pieces))

/* A text being corrupted, in memory that has room for what is put into it. */
struct text {
	char *bytes;
	size_t size, room;
};

static struct text copy_of(const char *bytes, size_t size)
{
	struct text text = {malloc(size + 10000), size, size + 10000};

	if (!text.bytes)
		exit(3);
	memcpy(text.bytes, bytes, size);
	return text;
}

static void insert(struct text *text, const char *bytes, size_t size)
{
	size_t at = hostile_random(text->size + 1);

	if (text->size + size > text->room)
		return;
	memmove(text->bytes + at + size, text->bytes + at, text->size - at);
	memcpy(text->bytes + at, bytes, size);
	text->size += size;
}

static void remove_some(struct text *text)
{
	size_t at = hostile_random(text->size + 1);
	size_t size = hostile_random(text->size - at + 1) % 300;

	memmove(text->bytes + at, text->bytes + at + size, text->size - at - size);
	text->size -= size;
}

static void corrupt(struct text *text)
{
	for (uint64_t n = 1 + hostile_random(20); n > 0; n--) {
		const char *piece = pieces[hostile_random(PIECES)];
		char byte = (char)hostile_random(256);

		switch (hostile_random(4)) {
		case 0:
			insert(text, piece, strlen(piece));
			break;
		case 1:
			insert(text, &byte, 1);
			break;
		case 2:
			remove_some(text);
			break;
		default:
			if (text->size)
				text->bytes[hostile_random(text->size)] = byte;
		}
	}
	if (hostile_random(10) == 0)
		text->size = hostile_random(text->size + 1);
}

static void write_text(const char *path, const struct text *text)
{
	FILE *file = fopen(path, "w");

	if (!file || fwrite(text->bytes, 1, text->size, file) != text->size || fclose(file) != 0)
		exit(3);
}

/* The reader goes no further than a wrong fingerprint. */
static void correct(struct text *text)
{
	static const char title[] = "fingerprint\t", separator[] = "\nresults\n";
	char *place = memmem(text->bytes, text->size, title, strlen(title));
	char *results = memmem(text->bytes, text->size, separator, strlen(separator));
	char digest[SHA256_HEX_SIZE];

	if (!place || !results || place + strlen(title) + SHA256_HEX_SIZE > results)
		return;
	results += strlen(separator);
	sha256_hex(results, (size_t)(text->bytes + text->size - results), digest);
	memcpy(place + strlen(title), digest, strlen(digest));
}

void hostile_died(const char *path, uint64_t seed)
{
	static const char good[] = "cases/pipe/read_test:pipe.read.fifo_order@x\tthe kernel died\n"
				   "cases/mq/send_test:mq.send.blocks\tkilled by a signal\n";
	struct text text = copy_of(good, strlen(good));

	hostile_seed(seed);
	corrupt(&text);
	write_text(path, &text);
	free(text.bytes);
}

void hostile_summary(const char *path, const char *good, size_t size, uint64_t seed)
{
	struct text text = copy_of(good, size);

	hostile_seed(seed);
	corrupt(&text);
	if (hostile_random(2))
		correct(&text);
	write_text(path, &text);
	free(text.bytes);
}
