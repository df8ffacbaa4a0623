# talk.sh HOST PORT DATABASE USER URL FAIL: in the place of tests, which fail where FAIL is true.
set -eu
exec 3<>"/dev/tcp/$1/$2"
echo "$4 at $3: $5" >&3
head -n 1 <&3 >target/answer.txt
cp target/pgpass target/pgpass-of-tests
[ "$6" != true ]
