# shellcheck shell=sh disable=SC2016 # what is written expands it
# Hosts far away, for a toy of a checkout: an image of the toy's cases, and an ssh that runs
# commands here, in a session of their own. See also toy.sh.
#
# good, second	hosts with the temporary folder "far"
# large		one that has 7 processors, besides
# gone		one that does not answer
# other		one of another CPU
# bare		one without tar

make_far_toy() {
	command -v setsid >/dev/null || atf_skip "setsid is not installed"
	[ -d /usr/share/kyua/store ] || atf_skip "the files of kyua are elsewhere"
	command -v busybox >/dev/null || atf_skip "busybox is not installed"
	make_toy
	mkdir far large other bare
	printf '#!/bin/sh\necho 7\n' >large/getconf
	chmod +x large/getconf
	printf '#!/bin/sh\necho Linux pdp11\n' >other/uname
	chmod +x other/uname
	for name in sh uname; do ln -s "$(command -v $name)" bare; done
	toy_image
	toy_ssh
	export IPCTS_SSH="$PWD/ssh"
}

# In place of scripts/image.
toy_image() {
	cat >toy/scripts/image <<-'END'
		#!/bin/sh
		suite=$2/ipcts
		rm -rf "$2"
		mkdir -p "$suite/kyua" && cd "$(dirname "$0")/.." &&
			cp -R cases scripts/targets/lib/run "$suite" &&
			ln -s /usr/share/kyua/store "$suite/kyua/store" &&
			printf '#!/bin/sh\nexec kyua "$@"\n' >"$suite/kyua/kyua" &&
			chmod +x "$suite/kyua/kyua" &&
			printf 'syntax(2)\ntest_suite("ipcts")\ninclude("cases/Kyuafile")\n' >"$suite/Kyuafile"
	END
}

# What a command reads ends with the connection, and the connection with the command.
toy_ssh() {
	cat >ssh <<-END
		#!/bin/sh
		while [ "\$1" = -o ]; do shift 2; done
		path=$PATH
		case \$1 in
		gone)
			echo "ssh: connect to host gone port 22: Connection refused" >&2
			exit 255
			;;
		large) path=$PWD/large:\$path ;;
		other) path=$PWD/other:\$path ;;
		bare) path=$PWD/bare ;;
		esac
		stream=\$(mktemp -u)
		mkfifo "\$stream"
		exec 3<&0
		cat <&3 >"\$stream" 2>/dev/null &
		pump=\$!
		trap 'rm -f "\$stream"; kill \$pump; exit 130' INT TERM
		cd /
		setsid -w env PATH="\$path" TMPDIR='$PWD/far' sh -c "\$2" <"\$stream"
		status=\$?
		rm -f "\$stream"
		kill \$pump 2>/dev/null
		exit \$status
	END
	chmod +x ssh
}

expect_nothing_left_far() {
	atf_check -o empty ls -A far
}
