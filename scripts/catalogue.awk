# Reads what catalogue_list and catalogue-check print, and prints what is wrong.

function wrong(text) { print "catalogue: " text; problems++ }

BEGIN { FS = "\t" }

$1 == "entry" {
	order[count++] = $2
	level[$2] = $4
	untested[$2] = $5
	if ($2 !~ /^[a-z][a-z0-9_]*\.[a-z0-9_]+(\.[a-z0-9_]+)?$/)
		wrong($2 ": not an id")
}
$1 == "undeviated" { undeviated[$2] = $3 }
$1 == "case" { # program, case, requirements
	n = split($4, ids, " ")
	for (i = 1; i <= n; i++)
		cases[ids[i]] = cases[ids[i]] " " $3
}
$1 == "deviant" {
	id = $2
	sub("^deviant/", "", id)
	gsub("/", ".", id)
	if (!(id in level))
		sub(/\.[^.]*$/, "", id)
	if (id in level)
		deviants[id]++
	else
		wrong($2 ": a deviant of no requirement")
}

END {
	for (i = 0; i < count; i++) {
		id = order[i]
		if (untested[id] == "" && !(id in cases))
			wrong(id ": neither a case nor a reason why it is untested")
		if (untested[id] != "" && id in cases)
			wrong(id ": untested, but for" cases[id])
		if (untested[id] != "") {
			untested_count++
			continue
		}
		if (level[id] != "shall" && level[id] !~ /^option:/)
			continue
		binding++
		if (id in deviants)
			deviated++
		else if (id in undeviated)
			print "without a deviant: " id ": " undeviated[id]
		else
			wrong(id ": neither a deviant nor a reason why there is none")
		if (id in deviants && id in undeviated)
			wrong(id ": has a deviant, but a reason why there is none, too")
	}
	for (id in cases)
		if (!(id in level))
			wrong(id ": proved by" cases[id] ", but not in the catalogue")
	share = binding ? 100 * deviated / binding : 0
	if (share < 95)
		wrong(sprintf("only %.1f %% of the binding requirements have a deviant", share))
	printf "%d entries, %d untested; %.1f %% of %d binding ones have a deviant\n",
		count, untested_count, share, binding
	exit problems > 0
}
