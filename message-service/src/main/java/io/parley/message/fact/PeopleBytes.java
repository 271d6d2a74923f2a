package io.parley.message.fact;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;

/// The people a fact names (mentions, members) as one column: 16 bytes each, in order.
public final class PeopleBytes {

    private static final int ID = 16;

    private PeopleBytes() {}

    public static byte[] join(List<ByteString> people) {
        byte[] joined = new byte[people.size() * ID];
        for (int i = 0; i < people.size(); i++) {
            people.get(i).copyTo(joined, i * ID);
        }
        return joined;
    }

    static List<ByteString> split(byte[] joined) {
        List<ByteString> people = new ArrayList<>(joined.length / ID);
        for (int at = 0; at < joined.length; at += ID) {
            people.add(ByteString.copyFrom(joined, at, ID));
        }
        return people;
    }
}
