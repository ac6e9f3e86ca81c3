# sisimai.pl FILE ...   What Sisimai reads in mails: {file: [{recipient, reason, action}]} as JSON.
use strict;
use warnings;
use JSON::PP;
use Sisimai;

my %read;
for my $path (@ARGV) {
    my $found = Sisimai->make($path) // [];
    $read{$path} = [map { { recipient => $_->recipient->address, reason => $_->reason, action => $_->action } } @$found];
}
print JSON::PP->new->ascii->canonical->encode(\%read);
