#!/bin/sh
# mail.sh start DIR   Postfix (SMTP 10025) and Dovecot (LMTP 10024) on 127.0.0.1, all their files in DIR
# mail.sh stop DIR
# Must be root. Ports: SMTP, LMTP and REMOTE (the test's own refusing server, 10026) in the environment.
set -eu

here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd)
[ $# = 2 ] || { sed -n '2,4s/^# //p' "$0" >&2; exit 2; }
mkdir -p "$2"; dir=$(CDPATH= cd -- "$2" && pwd)
fill() { sed "s#@DIR@#$dir#g; s#@LMTP@#${LMTP:-10024}#g; s#@SMTP@#${SMTP:-10025}#g; s#@REMOTE@#${REMOTE:-10026}#g" "$here/$1"; }

start() {
    [ "$(id -u)" = 0 ] || { echo "mail.sh: must be root" >&2; exit 2; }
    [ -x /usr/sbin/postfix ] && [ -e /usr/lib/dovecot/lmtp ] && [ -e /usr/lib/dovecot/modules/lib90_sieve_plugin.so ] ||
        { echo "mail.sh: no Postfix, Dovecot or Sieve; make .venv/debian" >&2; exit 2; }
    chmod 711 "$dir"                                    # postfix and dovecot leave root: they must be able to pass
    mkdir -p "$dir/dovecot" "$dir/mail" "$dir/postfix/etc" "$dir/postfix/queue" "$dir/postfix/data"
    chown -R mail:mail "$dir/mail"; chown postfix "$dir/postfix/data"
    fill dovecot.conf >"$dir/dovecot.conf"
    fill main.cf >"$dir/postfix/etc/main.cf"
    sed "s/^smtp  *inet .*/127.0.0.1:${SMTP:-10025} inet n - n - - smtpd/; s/^\([a-z]\S*\s\+\S\+\s\+\S\s\+\S\s\+\)y\s/\1n /" \
        /usr/share/postfix/master.cf.dist >"$dir/postfix/etc/master.cf"         # no chroot
    dovecot -c "$dir/dovecot.conf"
    postfix -c "$dir/postfix/etc" start 2>>"$dir/postfix/start.log"
}

stop() {
    postfix -c "$dir/postfix/etc" stop 2>>"$dir/postfix/start.log" || true
    doveadm -c "$dir/dovecot.conf" stop || true
}

case $1 in start) start ;; stop) stop ;; *) exit 2 ;; esac
