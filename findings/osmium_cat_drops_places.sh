#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# A street extract made small with `osmium add-locations-to-ways` holds its coordinates in the ways. `osmium cat`, meant to
# copy or convert a file, then writes the ways without them: exit 0, no warning, and nothing is left that could be drawn. Only
# the output option locations_on_ways=true keeps them.
# And GDAL reads such a street file packed with lz4 (osmium cat -f pbf,pbf_compression=lz4) as one without streets: exit 0, no
# warning; the same file packed with zlib has one.
# Seen with osmium-tool 1.15.0 and GDAL 3.6.2 of Debian 12. Needs apt and root for the packages' libraries; works in a
# folder of its own.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
packages=(osmium-tool=1.15.0-1 gdal-bin=3.6.2+dfsg-1+b2)
echo "packages: ${packages[*]}"
apt-get install -y --no-install-recommends "${packages[@]}" >install.log 2>&1 || {
    tail -3 install.log >&2
    echo "the pinned packages cannot be installed here" >&2
    exit 2
}
apt-get download "${packages[@]}" >download.log 2>&1
for package in ./*.deb; do dpkg -x "$package" .; done
export PATH="$work/usr/bin:$PATH"
osmium version | head -1
ogrinfo --version

cat >streets.osm <<'XML'
<?xml version="1.0"?>
<osm version="0.6">
<node id="1" version="1" lat="39.0" lon="-84.5"/>
<node id="2" version="1" lat="39.001" lon="-84.5"/>
<way id="10" version="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>
</osm>
XML
failed=0
expect() { # what was expected, what was seen, in words
    echo "$3"
    echo "    $2"
    [ "$1" = "$2" ] || { echo "    changed; expected: $1"; failed=1; }
}
keep=opl,locations_on_ways=true
osmium add-locations-to-ways streets.osm -o located.osm.pbf
osmium cat located.osm.pbf -o copy.osm.pbf
expect "Nn1x-84.5y39,n2x-84.5y39.001" "$(osmium cat -f $keep located.osm.pbf | sed 's/.* //')" "before: the way has its places"
expect "Nn1xy,n2xy" "$(osmium cat -f $keep copy.osm.pbf | sed 's/.* //')" "after osmium cat: the places are gone"

osmium cat streets.osm -o zlib.osm.pbf
osmium cat streets.osm -o lz4.osm.pbf -f pbf,pbf_compression=lz4
lines() { ogrinfo -ro -al -q "$1" lines 2>&1 | grep -c '^OGRFeature' || true; }
expect 1 "$(lines zlib.osm.pbf)" "streets that GDAL finds in the file packed with zlib"
expect 0 "$(lines lz4.osm.pbf)" "and in the same file packed with lz4"
exit $failed
