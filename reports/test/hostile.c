#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hostile.h"
#include "sample.h"

#define PAGE 4096

static uint64_t state;

/* splitmix64: the same sequence everywhere. */
uint64_t hostile_random(uint64_t limit)
{
	uint64_t z = state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (z ^ (z >> 31)) % limit;
}

void hostile_seed(uint64_t seed)
{
	state = seed;
}

/* What SQL can do to a database, by an author who knows what the reader asks. */
static const char *const attacks[] = {
	"DROP TABLE test_results; CREATE VIEW test_results AS WITH RECURSIVE n(i) AS (SELECT 1 "
	"UNION ALL SELECT i + 1 FROM n) SELECT i AS test_case_id, 'passed' AS result_type, '' AS "
	"result_reason, 0 AS start_time, 0 AS end_time FROM n",
	"DROP TABLE metadata; CREATE VIEW metadata AS SELECT 3 AS schema_version",
	"DROP TABLE metadata; CREATE VIEW metadata AS SELECT * FROM v1; CREATE VIEW v1 AS SELECT * "
	"FROM v2; CREATE VIEW v2 AS SELECT * FROM v3; CREATE VIEW v3 AS SELECT * FROM metadata",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE files (file_id "
	"INTEGER PRIMARY KEY, contents AS (zeroblob(2000000000)))' WHERE name = 'files'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE files (file_id "
	"INTEGER PRIMARY KEY, contents AS (printf(''%.*c'', 900000000, ''x'')))' "
	"WHERE name = 'files'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE test_cases "
	"(test_case_id INTEGER PRIMARY KEY, test_program_id, name AS (hex(randomblob(9000000))), "
	"metadata_id)' WHERE name = 'test_cases'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE files (file_id "
	"INTEGER PRIMARY KEY, a, b, contents DEFAULT (printf(''%.*c'', 900000000, ''x'')))' "
	"WHERE name = 'files'",
	"CREATE VIEW v0 AS SELECT * FROM files; CREATE VIEW v1 AS SELECT a.* FROM v0 a, v0 b; "
	"CREATE VIEW v2 AS SELECT a.* FROM v1 a, v1 b; CREATE VIEW v3 AS SELECT a.* FROM v2 a, v2 "
	"b; "
	"CREATE VIEW v4 AS SELECT a.* FROM v3 a, v3 b; CREATE VIEW v5 AS SELECT a.* FROM v4 a, v4 "
	"b; "
	"DROP TABLE metadatas; CREATE VIEW metadatas AS SELECT * FROM v5",
	"DROP TABLE files; CREATE VIRTUAL TABLE files USING fts4(file_id, contents)",
	"DROP TABLE files; CREATE VIRTUAL TABLE files USING rtree(file_id, contents, end)",
	"CREATE TRIGGER t AFTER INSERT ON files BEGIN DELETE FROM test_cases; END",
	"ALTER TABLE test_cases RENAME COLUMN name TO surname",
	"DROP TABLE metadatas",
	"DROP TABLE metadatas; CREATE TABLE metadatas (metadata_id, property_name, "
	"property_value); "
	"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) "
	"INSERT INTO metadatas SELECT i % 20, 'custom.requirements', 'pipe.read.fifo_order' FROM n",
	"UPDATE test_cases SET name = zeroblob(200000)",
	"UPDATE test_cases SET name = x'1b5d303b00ff'",
	"UPDATE test_results SET result_reason = randomblob(300000)",
	"UPDATE test_results SET result_type = 7, result_reason = 1e308",
	"UPDATE test_results SET start_time = -9223372036854775808, end_time = 9223372036854775807",
	"UPDATE test_results SET start_time = 9223372036854775807, end_time = 'never'",
	"UPDATE test_results SET start_time = x'00', end_time = 1e308",
	"UPDATE files SET contents = zeroblob(17000000) WHERE file_id = 1",
	"UPDATE files SET contents = 12345, file_id = file_id",
	"UPDATE files SET contents = replace(hex(zeroblob(20000)), '00', "
	"'observation: a: b = c' || char(10) || 'fact: d = e' || char(10))",
	"UPDATE test_case_files SET file_id = 1",
	"UPDATE metadatas SET property_value = "
	"replace(hex(zeroblob(20000)), '00', 'pipe.read.fifo_order ')",
	"UPDATE metadatas SET property_value = zeroblob(100000)",
	"UPDATE test_programs SET relative_path = randomblob(2000)",
	"UPDATE metadata SET schema_version = 3.5e30",
	"INSERT INTO metadata VALUES (1, 1), (2, 2)",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = 'CREATE TABLE files (' || "
	"hex(randomblob(9)) || ')' WHERE name = 'files'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'KEY', 'KEY (')",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 3 WHERE rootpage > 3",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = rootpage + 1",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET type = 'view'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET name = 'test_cases', "
	"tbl_name = 'test_cases'",
	"PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = sql || zeroblob(90000)",
};
#define ATTACKS (sizeof(attacks) / sizeof(*attacks))

static void write_template(const char *path)
{
	sqlite3 *database = sample_create(path);

	for (int i = 0; i < 40; i++) {
		static const char *const types[] = {"passed", "failed", "skipped", "broken"};
		char name[40];

		snprintf(name, sizeof(name), "pipe.read.fifo_order@%d", i);
		sample_add(
			database,
			&(struct sample_case){
				.name = name,
				.requirements = "pipe.read.fifo_order pipe.create.returns_zero",
				.type = types[i % 4],
				.reason = "not supported: \033[1m]]></script>",
				.output = "observation: pipe.read.fifo_order: a = b\nfact: c = d\n",
				.errors = i % 3 ? NULL : "error\n"});
	}
	sample_finish(database);
}

/* An attack that SQLite itself refuses is none. */
static void attack_with_sql(const char *path)
{
	sqlite3 *database;

	if (sqlite3_open(path, &database) == SQLITE_OK) {
		sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
		sqlite3_exec(database, "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF", NULL,
			     NULL, NULL);
		sqlite3_exec(database, attacks[hostile_random(ATTACKS)], NULL, NULL, NULL);
	}
	sqlite3_close(database);
}

static void flip_bits(unsigned char *bytes, size_t size)
{
	for (uint64_t n = 1 + hostile_random(40); n > 0; n--)
		bytes[hostile_random(size)] ^= (unsigned char)(1 << hostile_random(8));
}

/* The header and the schema's page are what decides the rest. */
static void flip_first_bytes(unsigned char *bytes, size_t size)
{
	size_t limit = hostile_random(2) ? 100 : PAGE;

	for (uint64_t n = 1 + hostile_random(4); n > 0; n--)
		bytes[hostile_random(size < limit ? size : limit)] =
			(unsigned char)hostile_random(256);
}

static unsigned char *random_page(unsigned char *bytes, size_t size)
{
	return bytes + hostile_random(size / PAGE) * PAGE;
}

static void overwrite_page(unsigned char *bytes, size_t size)
{
	unsigned char *page = random_page(bytes, size);

	for (size_t i = 0; i < PAGE; i++)
		page[i] = (unsigned char)hostile_random(256);
}

static void swap_pages(unsigned char *bytes, size_t size)
{
	unsigned char *a = random_page(bytes, size), *b = random_page(bytes, size);
	unsigned char page[PAGE];

	memcpy(page, a, PAGE);
	memmove(a, b, PAGE);
	memcpy(b, page, PAGE);
}

static void copy_page(unsigned char *bytes, size_t size)
{
	unsigned char *from = random_page(bytes, size), *to = random_page(bytes, size);

	memmove(to, from, PAGE);
}

static void clear_block(unsigned char *bytes, size_t size)
{
	size_t first = hostile_random(size);
	size_t length = hostile_random(2000);

	memset(bytes + first, hostile_random(2) ? 0 : 0xff,
	       first + length < size ? length : size - first);
}

static void attack_bytes(unsigned char *bytes, size_t size)
{
	static void (*const ways[])(unsigned char *, size_t) = {
		flip_bits, flip_first_bytes, overwrite_page, swap_pages, copy_page, clear_block};

	ways[hostile_random(sizeof(ways) / sizeof(*ways))](bytes, size);
}

/* Rewrites the file with its bytes corrupted, and sometimes cut. */
static void attack_file(const char *path)
{
	FILE *file = fopen(path, "r+");
	unsigned char *bytes;
	long size;

	if (!file || fseek(file, 0, SEEK_END) != 0 || (size = ftell(file)) < PAGE)
		exit(3);
	bytes = malloc((size_t)size);
	rewind(file);
	if (!bytes || fread(bytes, 1, (size_t)size, file) != (size_t)size)
		exit(3);
	attack_bytes(bytes, (size_t)size);
	rewind(file);
	fwrite(bytes, 1, (size_t)size, file);
	free(bytes);
	if (fflush(file) != 0)
		exit(3);
	if (hostile_random(8) == 0 &&
	    ftruncate(fileno(file), (off_t)hostile_random((uint64_t)size)))
		exit(3);
	fclose(file);
}

void hostile_database(const char *path, uint64_t seed)
{
	hostile_seed(seed);
	write_template(path);
	if (hostile_random(3) == 0)
		attack_with_sql(path);
	if (hostile_random(3) != 0)
		attack_file(path);
}
