#include "json_writer.h"

#include <stdlib.h>

#include "pool.h"

/* By way of a string: Jansson writes to a file in very small pieces. */
void json_put(struct json_writer *writer, json_t *value)
{
	char *text = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY |
					       JSON_REAL_PRECISION(writer->precision));

	if (!text)
		out_of_memory();
	fputs(text, writer->file);
	free(text);
	json_decref(value);
}

void json_put_member(struct json_writer *writer, const char *name, json_t *value)
{
	fprintf(writer->file, ",\n\"%s\": ", name);
	json_put(writer, value);
}

void json_begin_array(struct json_writer *writer, const char *name)
{
	fprintf(writer->file, ",\n\"%s\": [", name);
	writer->first = true;
}

void json_begin_item(struct json_writer *writer)
{
	fputs(writer->first ? "\n" : ",\n", writer->file);
	writer->first = false;
}

void json_put_item(struct json_writer *writer, json_t *value)
{
	json_begin_item(writer);
	json_put(writer, value);
}

void json_end_array(struct json_writer *writer)
{
	fputs("]", writer->file);
}
