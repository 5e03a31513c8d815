/*
 * The lecture notes' programs, a server that makes a segment under a key and a
 * client that finds it by the key, with every error looked at, and without
 * sleeping: who has to wait looks at the memory again and again.
 */
#include "sysv_shm.h"

#include <string.h>

#define ALPHABET "abcdefghijklmnopqrstuvwxyz"

/* Memory that others change while it is looked at. */
typedef _Atomic unsigned char shared_byte;

struct awaited_byte {
	const shared_byte *byte;
	unsigned char value;
	bool is_unwanted; /* anything but the value is waited for */
};

static bool has_come(void *argument)
{
	const struct awaited_byte *awaited = argument;

	return (atomic_load(awaited->byte) == awaited->value) != awaited->is_unwanted;
}

static void await_byte(const shared_byte *byte, unsigned char value)
{
	struct awaited_byte awaited = {byte, value, false};

	EXPECT_THAT(wait_until(has_come, &awaited, STEP_LIMIT),
		    "the byte: expected 0x%02x, observed 0x%02x", value, atomic_load(byte));
}

static unsigned char await_change(const shared_byte *byte, unsigned char value)
{
	struct awaited_byte awaited = {byte, value, true};

	EXPECT_THAT(wait_until(has_come, &awaited, STEP_LIMIT),
		    "the byte: expected to change, observed 0x%02x", value);
	return atomic_load(byte);
}

/* The client may start first: the segment comes when it comes. */
struct awaited_segment {
	key_t key;
	size_t size;
	int id;
};

static bool can_get(void *argument)
{
	struct awaited_segment *awaited = argument;

	awaited->id = shmget(awaited->key, awaited->size, 0600);
	EXPECT_THAT(awaited->id != -1 || errno == ENOENT,
		    "shmget(): expected success or ENOENT, observed %s", error_name(errno));
	return awaited->id != -1;
}

static int await_segment(key_t key, size_t size)
{
	struct awaited_segment awaited = {key, size, -1};

	EXPECT_THAT(wait_until(can_get, &awaited, STEP_LIMIT),
		    "the segment: expected to be made, observed ENOENT");
	return awaited.id;
}

static void serve_alphabet(key_t key)
{
	int id = new_segment_under(key, sizeof(ALPHABET));
	shared_byte *bytes = (shared_byte *)attach(id, 0);
	size_t i;

	/* From the second on: the first one says that they are there. */
	for (i = 1; i < sizeof(ALPHABET); i++)
		atomic_store(&bytes[i], (unsigned char)ALPHABET[i]);
	atomic_store(&bytes[0], (unsigned char)ALPHABET[0]);
	await_byte(&bytes[0], '*');
	detach(bytes);
	remove_segment(id);
}

static void read_alphabet(key_t key)
{
	shared_byte *bytes = (shared_byte *)attach(await_segment(key, sizeof(ALPHABET)), 0);

	await_byte(&bytes[0], (unsigned char)ALPHABET[0]);
	EXPECT_STRING(ALPHABET, (const char *)bytes);
	atomic_store(&bytes[0], '*');
	detach(bytes);
}

static const struct variant alphabet[] = {{"alphabet", 0, NULL}};

CASE_VARIANTS(alphabet, sysv_shm_at_shared_between_processes, sysv_shm_at_null_addr_system_chooses,
	      sysv_shm_get_creates_zeroed, sysv_shm_ctl_rmid_removes_id,
	      sysv_shm_ctl_null_buf_for_rmid)
{
	key_t key = unique_key();
	struct actor *client = ACTOR("client") read_alphabet(key);
	struct actor *server = ACTOR("server") serve_alphabet(key);

	expect_finished(client);
	expect_finished(server);
	expect_no_segment(key);
}

/* What is typed, up to the one that ends it. */
#define TYPED "shared memory q"

enum { NOTHING_TYPED = 0 };

static void show_typed(key_t key)
{
	int id = new_segment_under(key, 1);
	shared_byte *typed = (shared_byte *)attach(id, 0);
	char shown[sizeof(TYPED)] = "";
	size_t i;

	for (i = 0; i < strlen(TYPED); i++) {
		shown[i] = (char)await_change(typed, NOTHING_TYPED);
		atomic_store(typed, NOTHING_TYPED);
	}
	EXPECT_STRING(TYPED, shown);
	detach(typed);
	remove_segment(id);
}

static void type(key_t key)
{
	int id = await_segment(key, 1);
	shared_byte *typed;
	const char *next;

	/* The notes' client asks for more than the server made. */
	EXPECT_ERROR(EINVAL, shmget(key, 1024, 0600));
	typed = (shared_byte *)attach(id, 0);
	for (next = TYPED; *next; next++) {
		await_byte(typed, NOTHING_TYPED);
		atomic_store(typed, (unsigned char)*next);
	}
	detach(typed);
}

static const struct variant key_1234[] = {{"key_1234", 0, NULL}};

CASE_VARIANTS(key_1234, sysv_shm_get_larger_size_einval, sysv_shm_at_shared_between_processes,
	      sysv_shm_get_creates_zeroed, sysv_shm_dt_other_attachments_stay,
	      sysv_shm_ctl_rmid_removes_id)
{
	key_t key = unique_key();
	struct actor *client = ACTOR("client") type(key);
	struct actor *server = ACTOR("server") show_typed(key);

	expect_finished(client);
	expect_finished(server);
	expect_no_segment(key);
}
