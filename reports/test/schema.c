#include <stdbool.h>
#include <string.h>

#include "schema.h"

/* A keyword's check: true if value is as demand says. */
typedef bool check_function(json_t *root, json_t *schema, json_t *demand, json_t *value);

static bool is_type(const char *name, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		return strcmp(name, "object") == 0;
	case JSON_ARRAY:
		return strcmp(name, "array") == 0;
	case JSON_STRING:
		return strcmp(name, "string") == 0;
	case JSON_INTEGER:
		return strcmp(name, "integer") == 0 || strcmp(name, "number") == 0;
	case JSON_REAL:
		return strcmp(name, "number") == 0;
	case JSON_NULL:
		return strcmp(name, "null") == 0;
	default:
		return strcmp(name, "boolean") == 0;
	}
}

static bool check_type(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	json_t *name;
	size_t i;

	(void)root;
	(void)schema;
	if (json_is_string(demand))
		return is_type(json_string_value(demand), value);
	json_array_foreach(demand, i,
			   name) if (is_type(json_string_value(name), value)) return true;
	return false;
}

static bool check_const(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	(void)root;
	(void)schema;
	return json_equal(demand, value);
}

static bool check_enum(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	json_t *choice;
	size_t i;

	(void)root;
	(void)schema;
	json_array_foreach(demand, i, choice) if (json_equal(choice, value)) return true;
	return false;
}

static bool check_minimum(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	(void)root;
	(void)schema;
	return json_number_value(value) >= json_number_value(demand);
}

static bool check_required(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	json_t *name;
	size_t i;

	(void)root;
	(void)schema;
	json_array_foreach(demand, i,
			   name) if (!json_object_get(value, json_string_value(name))) return false;
	return true;
}

static bool check_items(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	json_t *item;
	size_t i;

	(void)schema;
	json_array_foreach(value, i, item) if (schema_violation(root, demand, item)) return false;
	return true;
}

static bool check_properties(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	const char *name;
	json_t *own;

	(void)schema;
	json_object_foreach(demand, name, own)
	{
		json_t *member = json_object_get(value, name);

		if (member && schema_violation(root, own, member))
			return false;
	}
	return true;
}

static bool check_additional(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	json_t *known = json_object_get(schema, "properties"), *member;
	const char *name;

	json_object_foreach(value, name, member)
	{
		if (json_object_get(known, name))
			continue;
		if (json_is_false(demand) || schema_violation(root, demand, member))
			return false;
	}
	return true;
}

static bool check_reference(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	static const char prefix[] = "#/$defs/";
	const char *name = json_string_value(demand) + strlen(prefix);
	json_t *target = json_object_get(json_object_get(root, "$defs"), name);

	(void)schema;
	return target && !schema_violation(root, target, value);
}

static bool check_nothing(json_t *root, json_t *schema, json_t *demand, json_t *value)
{
	(void)root;
	(void)schema;
	(void)demand;
	(void)value;
	return true;
}

static const struct {
	const char *keyword;
	check_function *check;
} checks[] = {
	{"$ref", check_reference},
	{"type", check_type},
	{"const", check_const},
	{"enum", check_enum},
	{"minimum", check_minimum},
	{"required", check_required},
	{"items", check_items},
	{"properties", check_properties},
	{"additionalProperties", check_additional},
	{"$schema", check_nothing},
	{"$id", check_nothing},
	{"$defs", check_nothing},
	{"title", check_nothing},
	{"description", check_nothing},
};

static check_function *find_check(const char *keyword)
{
	for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
		if (strcmp(checks[i].keyword, keyword) == 0)
			return checks[i].check;
	return NULL;
}

const char *schema_violation(json_t *root, json_t *schema, json_t *value)
{
	const char *keyword;
	json_t *demand;

	json_object_foreach(schema, keyword, demand)
	{
		check_function *check = find_check(keyword);

		if (!check || !check(root, schema, demand, value))
			return keyword;
	}
	return NULL;
}
