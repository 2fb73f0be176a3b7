#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# The ids of counties and tracts in a table of CDC PLACES begin with a zero in Alabama to Connecticut. GDAL's guess of column
# types (AUTODETECT_TYPE=YES) takes them for numbers: `ogr2ogr` writes a GeoPackage in which 01001020100 is 1001020100, exit 0,
# no warning, and a join with tracts of these states finds nothing. The intervals "( 8.7, 14.2)" stay texts.
# Seen with GDAL 3.6.2 of Debian 12. Needs apt and root for the package's libraries; works in a folder of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
packages=(gdal-bin=3.6.2+dfsg-1+b2)
echo "packages: ${packages[*]}"
apt-get install -y --no-install-recommends "${packages[@]}" >install.log 2>&1 || {
    tail -3 install.log >&2
    echo "the pinned package cannot be installed here" >&2
    exit 2
}
ogrinfo --version

# The first columns of the GIS Friendly Format of 2024: one tract of Alabama, one of Illinois.
cat >places.csv <<'CSV'
StateAbbr,CountyFIPS,TractFIPS,ACCESS2_CrudePrev,ACCESS2_Crude95CI
AL,01001,01001020100,11.2,"( 8.7, 14.2)"
IL,17031,17031010100,12.1,"(10.2, 14.1)"
CSV
printf 'GEOID,NAME\n01001020100,201\n17031010100,101\n' >tracts.csv
failed=0
expect() { # what was expected, what was seen, in words
    echo "$3"
    echo "    $2"
    [ "$1" = "$2" ] || { echo "    changed; expected: $1"; failed=1; }
}
query() { ogrinfo -ro -q -dialect SQLITE -sql "$2" "$1" | sed -n 's/^ *v (.*) = //p' | paste -sd' '; }
written() { # name, options of the guess
    ogr2ogr -f GPKG "$1.gpkg" places.csv -nln places "${@:2}"
    ogr2ogr -f GPKG -update "$1.gpkg" tracts.csv -nln tracts
}
join="SELECT GEOID AS v FROM tracts JOIN places ON GEOID = CAST(TractFIPS AS TEXT)"
written texts
expect "01001020100 17031010100" "$(query texts.gpkg "$join")" "without a guess both tracts find their row"
written types -oo AUTODETECT_TYPE=YES
expect "1001020100 17031010100" "$(query types.gpkg "SELECT CAST(TractFIPS AS TEXT) AS v FROM places")" "TractFIPS with guessed types"
expect "17031010100" "$(query types.gpkg "$join")" "and the tracts that find their row"
exit $failed
