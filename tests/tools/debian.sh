#!/bin/sh
# debian.sh PACKAGE ...   Installs what is missing, asks nothing, and lets no daemon start. Must be root for that.
set -eu

# Status of each by name: "dpkg -s" says 0 of a package that was removed and left its settings.
missing=
for name; do
    case $(dpkg-query -W -f '${db:Status-Abbrev}' "$name" 2>/dev/null || true) in
        ii*) ;;
        *) missing="$missing $name" ;;
    esac
done
[ -n "$missing" ] || exit 0
[ "$(id -u)" = 0 ] || { echo "debian.sh: as root: apt-get install$missing" >&2; exit 2; }

policy=/usr/sbin/policy-rc.d                            # what asks it may not start a daemon (101)
[ -e $policy ] || {
    trap 'rm -f $policy' EXIT; trap 'exit 2' INT TERM
    printf '#!/bin/sh\nexit 101\n' >$policy
    chmod 755 $policy
}
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends debconf >/dev/null
echo 'postfix postfix/main_mailer_type select No configuration' | debconf-set-selections
apt-get install -y -qq --no-install-recommends $missing >/dev/null
